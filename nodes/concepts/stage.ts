import { objectsIn, textIn } from '../api/json';
import type { Schemas, Send } from '../api/call';
import { boolean } from '../parameters/boolean';
import { search } from '../parameters/editor';
import { guid, guidText } from '../parameters/guid';
import { contentTypeId, locator } from '../parameters/locator';
import { named } from '../parameters/named';
import { options } from '../parameters/options';
import { optional, type ValuesOf } from '../parameters/parameter';
import { chosenModule, readModules, type BusinessModule } from './businessModule';

type Stage = Schemas['Stage'];
type StageType = Schemas['StageType'];

/** Kinds of stages in the order of the numbers that the service may send instead (grade A). */
const stageTypes: StageType[] = ['Start', 'StartAndStandard', 'Standard', 'End'];

const stageTypeLabels: Record<StageType, string> = {
	Start: 'start',
	StartAndStandard: 'start',
	Standard: '',
	End: 'end',
};

/** The stages of a module in their order; empty for a module without stages. */
export function stagesIn({ StageSettings }: Partial<BusinessModule>): Stage[] {
	return objectsIn(StageSettings?.Stages).sort((a, b) => (a.Sorting ?? 0) - (b.Sorting ?? 0));
}

/** The stages of the module with an ID, among all modules. */
async function stagesOf(moduleId: string, send: Send): Promise<Stage[]> {
	const modules = await readModules(send);
	return stagesIn(modules.find((one) => guid(one.Id) === moduleId) ?? {});
}

/** A stage by its name, as content type IDs differ from site to site. */
function byStageName(moduleParameter: string, things: string) {
	return named({
		id: contentTypeId,
		things,
		example: 'In force',
		list: async (send, found) => {
			const stages = await stagesOf(String(found[moduleParameter]), send);
			return stages.flatMap(({ Title, ContentTypeId }) =>
				ContentTypeId ? [{ id: ContentTypeId, name: textIn(Title) }] : [],
			);
		},
	});
}

/** The stage picker. A stage's ID is a content type ID of the module's list (grade A). */
export const stage = locator({
	displayName: 'Stage',
	description: 'The stage that the entity moves to',
	searchListMethod: 'searchStages',
	...byStageName('businessModule', 'stages of the business module'),
	dependsOn: ['businessModule'],
});

/** No call lists stage models (grade A). */
export const stageModelId = guidText({
	description:
		'The GUID of the stage model, from the settings of the business module in WorkPoint Administration. A module may have several.',
});

/** Optional details of a stage; no call lists them either. */
export const stageDetails = {
	stageModelId: optional(stageModelId),
	subStageTermId: optional(
		guidText({
			displayName: 'Substage ID',
			description: 'The GUID of the term for the substage',
		}),
	),
};

/** The content type that a moved entity gets in its new module. */
export const targetContentType = locator({
	displayName: 'Target Content Type',
	description: 'The stage or content type for the entity in the target module',
	searchListMethod: 'searchTargetContentTypes',
	...byStageName('targetBusinessModule', 'stages of the target business module'),
	dependsOn: ['targetBusinessModule'],
});

/** Options to override constraints and empty required fields when a stage changes. */
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
				description: 'Change the stage regardless of constraints',
			},
		},
		default: 'NoOverride',
	}),
	overrideRequiredFields: boolean({
		description: 'Whether to change the stage even if its required fields are empty',
	}),
};

/** The same as calls send it: omitted options override nothing. */
export function overridesIn({
	overrideConstraints = 'NoOverride',
	overrideRequiredFields = false,
}: Partial<ValuesOf<typeof overrides>>) {
	return { overrideConstraints, overrideRequiredFields };
}

/** Searches the stages, in their order, of the module in a parameter. */
function searchOf(moduleParameter: string) {
	return search(async (editor) => {
		const moduleId = await chosenModule(editor, moduleParameter);
		const stages = moduleId === undefined ? [] : await stagesOf(moduleId, editor.send);
		return stages.flatMap(({ Title, Type, ContentTypeId }, i) => {
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
