import express, { type Router } from 'express';
import { dirname } from 'node:path';

import { readContract } from '../../contract/contractDocument';
import { siteUrl } from '../tenant/seed';
import { clientId, clientSecret, resource, tenantId } from '../services/signIn';

const scope = `${resource}/.default`;

/** The contract with the sandbox as its server, so that its calls can be tried. */
function ownContract(): object {
	const contract = readContract();
	const paths = Object.entries(contract.paths).filter(([path]) => path.startsWith('/api/'));
	const components = contract.components as unknown as {
		parameters: Record<string, { schema: object }>;
	};
	const tokenUrl = `/${tenantId}/oauth2/v2.0/token`;
	return {
		...contract,
		servers: [{ url: '/' }],
		paths: Object.fromEntries(paths),
		components: {
			...components,
			parameters: {
				...components.parameters,
				WorkPoint365Url: {
					...components.parameters.WorkPoint365Url,
					schema: { type: 'string', default: siteUrl },
				},
			},
			securitySchemes: {
				entra: {
					type: 'oauth2',
					flows: { clientCredentials: { tokenUrl, scopes: { [scope]: 'All calls' } } },
				},
			},
		},
	};
}

const initializer = `window.ui = SwaggerUIBundle({ url: 'contract.json', dom_id: '#swagger-ui', docExpansion: 'none',
	defaultModelsExpandDepth: -1, persistAuthorization: true, presets: [SwaggerUIBundle.presets.apis] });
window.ui.initOAuth(${JSON.stringify({ clientId, clientSecret, scopes: [scope] })});`;

const page =
	'<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>WorkPoint 365 Web API</title>' +
	'<link rel="stylesheet" href="swagger-ui.css"></head><body><div id="swagger-ui"></div>' +
	'<script src="swagger-ui-bundle.js"></script><script src="start.js"></script></body></html>';

/** The contract as an interactive API reference against the sandbox. */
export function reference(): Router {
	const router = express.Router();
	router.get('/', (_request, response) => void response.type('html').send(page));
	router.get('/start.js', (_request, response) => void response.type('js').send(initializer));
	router.get('/contract.json', (_request, response) => void response.json(ownContract()));
	router.use(
		express.static(dirname(require.resolve('swagger-ui-dist/package.json')), { index: false }),
	);
	return router;
}
