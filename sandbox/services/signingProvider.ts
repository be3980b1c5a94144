import express, { type RequestHandler, type Router } from 'express';

import { guidOf } from '../tenant/tenantTypes';
import { XwsseGuard, type Account } from './xwsse';

/** The workflows' account at the signing provider. */
export const providerAccount: Account = { userName: 'demo-key', password: 'demo-secret' };

export interface DocumentToSign {
	id: string;
	name: string;
	bytes: Buffer;
	/** Time of sending, in ms since 1970. */
	sent: number;
	/** Time of manual signing, in ms since 1970. */
	signed?: number;
}

/**
 * A stand-in for a signing provider such as Penneo, so that a workflow can be tried from document to signed file. Its
 * paths are its own; like Penneo, it requires a single-use X-WSSE header for each call.
 *
 * - `POST /documents?name=Offer.pdf` with the PDF as the body sends a document to its signer.
 * - `GET /documents/<id>` returns `status`: `waiting` or `signed`.
 * - `GET /documents/<id>/file` returns the signed PDF; 409 before.
 * - `POST /documents/<id>/sign` signs the document manually, without a sign-in. Otherwise it is signed automatically
 *   after `signsAfter` ms.
 */
export class SigningProvider {
	readonly documents = new Map<string, DocumentToSign>();

	/** Accepted calls, and rejected ones with the reason. */
	readonly calls: Array<{ method: string; path: string; refused?: string }> = [];

	private readonly guard = new XwsseGuard(providerAccount);

	constructor(private readonly signsAfter: number) {}

	isSigned({ sent, signed }: DocumentToSign): boolean {
		return signed !== undefined || Date.now() >= sent + this.signsAfter;
	}

	sign(id: string): void {
		const document = this.documents.get(id);
		if (document !== undefined) document.signed ??= Date.now();
	}

	get router(): Router {
		const router = express.Router();
		router.post('/documents/:id/sign', ({ params }, response) => {
			this.sign(params.id);
			response.status(204).end();
		});
		router.use(this.requireHeader);
		router.post(
			'/documents',
			express.raw({ type: () => true, limit: '300mb' }),
			({ query, body }, response) => {
				if (!Buffer.isBuffer(body) || body.subarray(0, 5).toString() !== '%PDF-') {
					response.status(400).json({ error: 'The body is not a PDF document.' });
					return;
				}
				response.status(201).json(this.shown(this.add(String(query.name), body)));
			},
		);
		router.get('/documents/:id', ({ params }, response) => {
			const document = this.documents.get(params.id);
			if (document === undefined) response.status(404).json({ error: 'No such document.' });
			else response.json(this.shown(document));
		});
		router.get('/documents/:id/file', ({ params }, response) => {
			const document = this.documents.get(params.id);
			if (document === undefined) response.status(404).json({ error: 'No such document.' });
			else if (!this.isSigned(document))
				response.status(409).json({ error: 'The document is not signed yet.' });
			else response.type('application/pdf').attachment(document.name).send(signedFile(document));
		});
		return router;
	}

	private readonly requireHeader: RequestHandler = (request, response, next) => {
		const refused = this.guard.problemOf(request.get('X-WSSE'));
		this.calls.push({ method: request.method, path: request.path, refused });
		if (refused === undefined) next();
		else response.status(401).json({ error: refused });
	};

	private add(name: string, bytes: Buffer): DocumentToSign {
		const id = guidOf('document to sign', String(this.documents.size + 1));
		const document = { id, name, bytes, sent: Date.now() };
		this.documents.set(id, document);
		return document;
	}

	private shown(document: DocumentToSign) {
		const { id, name } = document;
		return { id, name, status: this.isSigned(document) ? 'signed' : 'waiting' };
	}
}

/** The document with the signature appended as a comment, which PDF readers ignore. */
export function signedFile({ id, bytes }: DocumentToSign): Buffer {
	return Buffer.concat([bytes, Buffer.from(`\n% Signed: document ${id}\n`)]);
}
