import { activity } from './activity';
import { apiRequest } from './apiRequest';
import { businessModule } from './businessModule';
import { digitalSignature } from './digitalSignature';
import { document } from './document';
import { email } from './email';
import { entity } from './entity';
import { event } from './event';
import { integrationParameter } from './integrationParameter';
import { listItem } from './listItem';
import type { Resource } from './operation';
import { relation } from './relation';
import { siteCollection } from './siteCollection';
import { solution } from './solution';
import { task } from './task';

/** Everything the node can do: the pickers, the dispatch, the tests and the README all come from this list. */
export const resources: Resource[] = [
	activity,
	apiRequest,
	businessModule,
	digitalSignature,
	document,
	email,
	entity,
	event,
	integrationParameter,
	listItem,
	relation,
	siteCollection,
	solution,
	task,
];
