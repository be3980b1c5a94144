import { businessModuleCases } from './businessModule';
import type { Case } from './case';
import { connectorCases } from './connector';
import { documentCases } from './document';
import { entityCases } from './entity';
import { listItemCases } from './listItem';
import { mailCases } from './mail';
import { relationCases } from './relation';
import { siteCases } from './sites';
import { taskCases } from './tasks';

/** A case for every operation of the node. */
export const cases: Case[] = [
	...connectorCases,
	...businessModuleCases,
	...documentCases,
	...entityCases,
	...listItemCases,
	...mailCases,
	...relationCases,
	...siteCases,
	...taskCases,
];
