import { activityCases } from './activity';
import { apiRequestCases } from './apiRequest';
import { businessModuleCases } from './businessModule';
import type { Case } from './case';
import { digitalSignatureCases } from './digitalSignature';
import { documentCases } from './document';
import { emailCases } from './email';
import { entityCases } from './entity';
import { eventCases } from './event';
import { integrationParameterCases } from './integrationParameter';
import { listItemCases } from './listItem';
import { relationCases } from './relation';
import { siteCollectionCases } from './siteCollection';
import { solutionCases } from './solution';
import { taskCases } from './task';

/** A case for every operation of the node. */
export const cases: Case[] = [
	...activityCases,
	...apiRequestCases,
	...businessModuleCases,
	...digitalSignatureCases,
	...documentCases,
	...emailCases,
	...entityCases,
	...eventCases,
	...integrationParameterCases,
	...listItemCases,
	...relationCases,
	...siteCollectionCases,
	...solutionCases,
	...taskCases,
];
