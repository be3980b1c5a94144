import express, { type ErrorRequestHandler, type Response, type Router } from 'express';
import { posix } from 'node:path';

import { ApiFailure, found } from '../server/errors';
import { guidOf, itemAt, rootOf, type Filed, type PlainList } from '../tenant/tenantTypes';
import { tenantUrl } from '../tenant/seed';
import { plainUrl, type State } from '../tenant/state';

/** An error in Microsoft Graph's format. */
class GraphFailure extends Error {
	constructor(
		readonly status: number,
		readonly code: string,
		message: string,
	) {
		super(message);
	}
}

const notFound = (what: string) => new GraphFailure(404, 'itemNotFound', `${what} was not found.`);

/** Decodes a sharing token: `u!` and the URL in base64url, without padding. */
function addressIn(token: string): string {
	if (!/^u![A-Za-z0-9_-]+$/.test(token))
		throw new GraphFailure(400, 'invalidRequest', 'The sharing token is not valid.');
	return Buffer.from(token.slice(2), 'base64url').toString();
}

/** The libraries of a tenant as Microsoft Graph addresses them. */
class Drives {
	constructor(private readonly state: State) {}

	library(drive: string): PlainList {
		const library = this.state.lists.find(({ id, isLibrary }) => isLibrary && id === drive);
		return found(library, 'The drive', notFound);
	}

	content(path: string): Buffer {
		return found(this.state.storedAs(tenantUrl + path), 'The content', notFound).bytes;
	}

	shared(token: string): { library: PlainList; item: Filed } {
		const address = plainUrl(addressIn(token));
		const library = found(this.state.libraryOf(address), 'The document', notFound);
		const path = address.replace(tenantUrl, '');
		return { library, item: found(itemAt(library, path), 'The document', notFound) };
	}
}

function itemOf(library: PlainList, id: string): Filed {
	const path = library.entities.get(Number(id))?.fileRef ?? '';
	return found(itemAt(library, path), 'The item', notFound);
}

const pathOf = (library: PlainList, id: string) =>
	id === 'root' ? rootOf(library) : itemOf(library, id).fileRef;

/** A path that is not taken yet. */
function freeIn(library: PlainList, path: string, itself?: Filed): string {
	const there = itemAt(library, path);
	if (there !== undefined && there !== itself)
		throw new GraphFailure(409, 'nameAlreadyExists', 'Something of that name exists already.');
	return path;
}

const nameFor = ({ fileRef }: Filed, { name }: { name?: string }) =>
	String(name ?? posix.basename(fileRef));

function shown(library: PlainList, item: Filed) {
	const folder = itemAt(library, posix.dirname(item.fileRef));
	return {
		id: String(item.id),
		name: posix.basename(item.fileRef),
		webUrl: tenantUrl + item.fileRef.split('/').map(encodeURIComponent).join('/'),
		lastModifiedDateTime: item.modified,
		parentReference: { driveId: library.id, id: folder ? String(folder.id) : 'root' },
		...(item.isFolder ? { folder: {} } : { file: {}, size: Number(item.values.File_x0020_Size) }),
	};
}

const fail: ErrorRequestHandler = (error: Error, _request, response, next) => {
	if (response.headersSent) return next(error);
	const { status, code } =
		error instanceof GraphFailure
			? error
			: { status: error instanceof ApiFailure ? 400 : 500, code: 'generalException' };
	response.status(status).json({ error: { code, message: error.message } });
};

/** Changes of items and their columns. */
function changes(drives: Drives, state: State): Router {
	const router = express.Router();
	router.post('/drives/:drive/items/:item/children', ({ params, body }, response) => {
		const library = drives.library(params.drive);
		const path = freeIn(library, `${pathOf(library, params.item)}/${String(body.name)}`);
		response.status(201).json(shown(library, state.addFolder(tenantUrl + path)));
	});
	router.patch('/drives/:drive/items/:item', ({ params, body }, response) => {
		const library = drives.library(params.drive);
		const item = itemOf(library, params.item);
		const folder = pathOf(library, String(body.parentReference.id));
		state.moveFile(item, freeIn(library, posix.join(folder, nameFor(item, body)), item));
		response.json(shown(library, item));
	});
	router.post('/drives/:drive/items/:item/copy', ({ params, body }, response) => {
		const library = drives.library(params.drive);
		const item = itemOf(library, params.item);
		const { driveId = library.id, id = 'root' } = body.parentReference ?? {};
		const target = drives.library(String(driveId));
		const path = freeIn(target, posix.join(pathOf(target, String(id)), nameFor(item, body)));
		state.saveFile(tenantUrl + path, drives.content(item.fileRef));
		// Graph copies asynchronously and reports its progress here.
		response.status(202).set('Location', `${tenantUrl}/_api/monitor/${item.id}`).end();
	});
	router.patch('/drives/:drive/items/:item/listItem/fields', ({ params, body }, response) => {
		const library = drives.library(params.drive);
		const unknown = Object.keys(body).find(
			(name) => !library.fields.some((field) => field.name === name),
		);
		if (unknown !== undefined)
			throw new GraphFailure(400, 'invalidRequest', `Field '${unknown}' is not recognized`);
		state.write(itemOf(library, params.item), body);
		response.json(body);
	});
	router.post('/drives/:drive/items/:item/invite', ({ params, body }, response) => {
		itemOf(drives.library(params.drive), params.item);
		const { recipients, roles } = body as { recipients: Array<{ email: string }>; roles: string[] };
		const value = recipients.map(({ email }) => ({
			id: guidOf('permission', email),
			roles,
			grantedTo: { user: { displayName: email } },
		}));
		response.json({ value });
	});
	return router;
}

/**
 * A stand-in for the few Microsoft Graph calls that recipes use where WorkPoint has none: find a document by URL,
 * download, create a folder, move, copy, share, and change columns. It requires no sign-in.
 */
export function graphRouter(state: State): Router {
	const drives = new Drives(state);
	const sendContent = (path: string, response: Response) =>
		void response.type('application/octet-stream').send(drives.content(path));

	const router = express.Router();
	router.use(express.json());
	router.get('/shares/:token/driveItem', ({ params }, response) => {
		const { library, item } = drives.shared(params.token);
		response.json(shown(library, item));
	});
	router.get('/shares/:token/driveItem/content', ({ params }, response) => {
		sendContent(drives.shared(params.token).item.fileRef, response);
	});
	router.get('/drives/:drive/items/:item/content', ({ params }, response) => {
		sendContent(pathOf(drives.library(params.drive), params.item), response);
	});
	router.use(changes(drives, state));
	router.use(fail);
	return router;
}
