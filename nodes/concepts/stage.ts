import { objectsIn } from '../api/json';
import type { Schemas } from '../api/call';
import { boolean } from '../parameters/boolean';
import { search } from '../parameters/editor';
import { guid, guidText } from '../parameters/guid';
import { contentTypeId, locator } from '../parameters/locator';
import { options } from '../parameters/options';
import { optional } from '../parameters/parameter';
import { readModules, type BusinessModule } from './businessModule';

type Stage = Schemas['Stage'];
type StageType = Schemas['StageType'];

/** The stage picker. A stage's ID is a content type ID of the module's list (grade A). */
export const stage = locator({
	displayName: 'Stage',
	description: 'The stage that the entity moves to',
	searchListMethod: 'searchStages',
	id: contentTypeId,
	dependsOn: ['businessModule'],
});

/** No call lists stage models (grade A). */
export const stageModelId = guidText({
	description:
		'The GUID of the stage model, which the settings of the business module in WorkPoint Administration show. A module may have several.',
});

/** What may be said of a stage beyond the stage; no call lists it either. */
export const stageDetails = {
	stageModelId: optional(stageModelId),
	subStageTermId: optional(
		guidText({
			displayName: 'Substage ID',
			description: 'The GUID of the term that names the substage',
		}),
	),
};

/** The content type that a moved entity gets in its new module. */
export const targetContentType = locator({
	displayName: 'Target Content Type',
	description: 'The stage or content type of the target module that the entity gets',
	searchListMethod: 'searchTargetContentTypes',
	id: contentTypeId,
	dependsOn: ['targetBusinessModule'],
});

/** How a change of stage deals with what stands against it. */
export const overrides = {
	overrideConstraints: options<Schemas['OverrideConstraints']>({
		description: 'Which constraints to override',
		isOrdered: true,
		labels: {
			NoOverride: { name: 'None', description: 'Stop at warnings and at errors' },
			OverrideWarnings: { name: 'Warnings', description: 'Stop only at errors' },
			OverrideErrors: { name: 'Errors', description: 'Stop only at warnings' },
			OverrideWarningsAndErrors: {
				name: 'Warnings and Errors',
				description: 'Change the stage whatever the constraints say',
			},
		},
		default: 'NoOverride',
	}),
	overrideRequiredFields: boolean({
		description: 'Whether to change the stage even if fields that it requires are empty',
	}),
};

/** Kinds of stages in the order of the numbers that the service may write instead (grade A). */
const stageTypes: StageType[] = ['Start', 'StartAndStandard', 'Standard', 'End'];

const stageTypeLabels: Record<StageType, string> = {
	Start: 'start',
	StartAndStandard: 'start',
	Standard: '',
	End: 'end',
};

/** The stages of a module in their order; a module without stages has none. */
export function stagesIn({ StageSettings }: Partial<BusinessModule>): Stage[] {
	return objectsIn(StageSettings?.Stages).sort((a, b) => (a.Sorting ?? 0) - (b.Sorting ?? 0));
}

/** The search of the stages, in their order, of the module that a parameter holds. */
function searchOf(moduleParameter: string) {
	return search(async (editor) => {
		const moduleId = editor.chosenGuid(moduleParameter);
		if (moduleId === undefined) return [];
		const modules = await readModules(editor.send);
		const module = modules.find((one) => guid(one?.Id) === moduleId) ?? {};
		return stagesIn(module).flatMap(({ Title, Type, ContentTypeId }, i) => {
			const type = typeof Type === 'number' ? stageTypes[Type] : Type;
			const label = type ? stageTypeLabels[type] : '';
			const name = `${i + 1}. ${Title ?? ContentTypeId}${label ? ` (${label})` : ''}`;
			return ContentTypeId ? [{ name, value: ContentTypeId }] : [];
		});
	});
}

export const searchStages = searchOf('businessModule');

/** The stages of a module are its content types. */
export const searchTargetContentTypes = searchOf('targetBusinessModule');
