import { businessModuleCases } from './businessModule';
import type { Case } from './case';
import { connectorCases } from './connector';
import { entityCases } from './entity';
import { listItemCases } from './listItem';
import { relationCases } from './relation';
import { siteCases } from './sites';
import { taskCases } from './tasks';

/** A case for every operation of the node. */
export const cases: Case[] = [
	...connectorCases,
	...businessModuleCases,
	...entityCases,
	...listItemCases,
	...relationCases,
	...siteCases,
	...taskCases,
];
