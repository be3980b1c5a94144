import { WorkPoint } from '../../nodes/WorkPoint/WorkPoint.node';
import { WorkPointPollingTrigger } from '../../nodes/WorkPointPollingTrigger/WorkPointPollingTrigger.node';
import { WorkPointTrigger } from '../../nodes/WorkPointTrigger/WorkPointTrigger.node';

// n8n's lint reads them in the description of each node, and allows no constant there.
test.each([new WorkPointTrigger(), new WorkPointPollingTrigger()])(
	'$description.displayName signs in with the same credentials as the WorkPoint 365 node',
	({ description }) => {
		const ofNode = new WorkPoint().description.credentials;
		const names = ['workPointOAuth2Api', 'workPointCertificateApi'];
		const signIns = ofNode?.filter(({ name }) => names.includes(name));
		expect(signIns).toHaveLength(names.length);
		expect(description.credentials).toEqual(signIns);
	},
);
