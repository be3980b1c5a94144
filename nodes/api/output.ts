import type { IDataObject } from 'n8n-workflow';

/** A file that an operation gives out; the engine stores it in the binary field `field` of the item. */
export interface OutputFile {
	field: string;
	fileName: string;
	mimeType: string;
	data: Buffer;
}

/** What an operation gives out for an item. */
export interface OutputItem {
	json: IDataObject;
	file?: OutputFile;
}
