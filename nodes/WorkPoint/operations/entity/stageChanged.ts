import type { EntityAddress } from '../../../concepts/entity';
import type { OutputItem } from '../definition';

/** Whether the stage was changed, with the IDs that the next node needs. */
export function stageChanged(
	answer: boolean,
	{ businessModule, entity, stage }: EntityAddress & { stage: string },
): OutputItem[] {
	const json = { EntityId: entity, BusinessModuleId: businessModule, StageId: stage };
	return [{ json: { StageChanged: answer, ...json } }];
}
