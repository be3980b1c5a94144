import { objectsIn } from '../../../api/json';
import { call } from '../../../api/call';
import { simplifiedModule } from '../../../concepts/businessModule';
import { outputForm } from '../../../parameters/outputForm';
import { paging } from '../../../parameters/paging';
import { operation } from '../operation';
import { limited, passThrough } from '../answers';

export const getAll = operation({
	name: 'Get Many',
	action: 'Get many business modules',
	description: 'Get the business modules of the WorkPoint site',
	parameters: { ...paging, ...outputForm },
	request: () => call('GET /api/BusinessModules'),
	output: (answer, values) =>
		limited(
			passThrough(values.simplify ? objectsIn(answer).map(simplifiedModule) : answer),
			values,
		),
});
