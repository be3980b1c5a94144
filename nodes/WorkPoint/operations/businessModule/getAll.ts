import { objectsIn } from '../../../api/answer';
import { call } from '../../../api/call';
import { simplifiedModule } from '../../../concepts/businessModule';
import { outputForm } from '../../../concepts/output';
import { paging } from '../../../parameters/paging';
import { operation } from '../operation';
import { limited, passThrough } from '../output';

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
