import { UserError } from 'n8n-workflow';

import type { Schemas, Send } from '../api/call';
import { textIn } from '../api/json';
import { lastSegment, webUrl } from '../api/urls';
import { byName, search } from '../parameters/editor';
import { guid } from '../parameters/guid';
import { guidId, locator, positiveId } from '../parameters/locator';
import { itemNumber } from '../parameters/number';
import { optional, type Parameter } from '../parameters/parameter';
import { isFolder, fieldIn, type ListItem } from './query/item';
import { pagesOf } from './query/page';
import { readLists } from './site';

const whereIdIs =
	'In SharePoint, open the template list of the WorkPoint site and the properties of the template: the ID is at the end of the URL (?ID=7) and in the column ID.';

/** The ID at the end of the URL of a form of a list or a library. */
function idInForm(address: string): number | undefined {
	const parameters = [...(webUrl(address)?.searchParams ?? [])];
	return itemNumber(parameters.find(([name]) => name.toUpperCase() === 'ID')?.[1]);
}

/** A Word template: a row of a list of the WorkPoint site. */
export const templateId: Parameter<number> = locator<number>({
	displayName: 'Template',
	description: 'The Word template',
	searchListMethod: 'searchTemplates',
	id: { ...positiveId, example: '7', hint: whereIdIs },
	isInCollection: true,
	modes: [
		{
			displayName: 'By URL',
			name: 'url',
			type: 'string',
			placeholder:
				'e.g. https://contoso.sharepoint.com/sites/WorkPoint/Templates/Forms/DispForm.aspx?ID=7',
			hint: 'The URL of the properties of the template in SharePoint, which ends with its ID',
		},
	],
	readOther(text, reader) {
		if (webUrl(text) === undefined) return undefined;
		return idInForm(text) ?? reader.refuse('is a URL without the ID of a template', whereIdIs);
	},
});

/** Advice for a merge that WorkPoint reports as failed. */
export function templateAdvice({ templateId: id }: { templateId: number }): string {
	return `The template has the ID ${id}. If it is not there, pick another under 'Template'; if it has a mistake, correct that in Word.`;
}

/** The list from which the picker offers templates. */
export const templateList = optional(
	locator({
		displayName: 'Template List',
		description:
			'The list of templates on the WorkPoint site, if Template does not find it by its name',
		searchListMethod: 'searchLists',
		id: guidId,
		isInCollection: true,
	}),
);

/** Names of template lists in the languages of WorkPoint. Only the picker relies on them. */
const templateWords = /templat|skabelon|vorlage|mall(?:ar)?\b|maler\b/i;

/** SharePoint's own lists, whose templates serve other purposes. */
const otherTemplates = /^(_catalogs|FormServerTemplates|WebTemplateExtensions\w*)$/i;

function holdsTemplates({ Title, ServerRelativeUrl, IsApplicationList }: Schemas['List']): boolean {
	const path = textIn(ServerRelativeUrl);
	const isOther = path.split('/').some((name) => otherTemplates.test(name));
	return (
		!isOther &&
		IsApplicationList !== true &&
		templateWords.test(`${textIn(Title)} ${lastSegment(path) ?? ''}`)
	);
}

/** The template lists: the chosen one, otherwise those with such a name. */
async function templateLists(chosen: string | undefined, send: Send): Promise<Schemas['List'][]> {
	const lists = await readLists(undefined, send);
	const found =
		chosen === undefined
			? lists.filter(holdsTemplates)
			: lists.filter(({ ID }) => guid(ID) === chosen);
	if (found.length > 0) return found;
	throw new UserError(
		"No list of templates was found on the WorkPoint site. Choose it in 'Options' under 'Template List', or enter the ID of the template.",
	);
}

/** The name of a template: its file name without the extension, otherwise its title. */
function templateName(item: ListItem): string {
	const file = item.FileInfo?.FileName ?? fieldIn(item, 'FileLeafRef')?.Value;
	return textIn(file).replace(/\.do[ct][mx]?$/i, '') || textIn(item.Title);
}

/** The templates by name, each with its list where they are in several. */
export const searchTemplates = search(async (editor) => {
	const lists = await templateLists(guid(editor.chosen('options.templateList')), editor.send);
	const entries = [];
	for (const { ID, Title } of lists) {
		const suffix = lists.length > 1 ? ` – ${textIn(Title)}` : '';
		const query = () => ({ PageSize: 500 });
		for await (const page of pagesOf({ listId: String(ID) }, query, editor.send))
			for (const item of page.filter((one) => one.ID && !isFolder(one)))
				entries.push({
					name: `${templateName(item) || 'Untitled'}${suffix}`,
					value: String(item.ID),
				});
	}
	return entries.sort(byName);
});
