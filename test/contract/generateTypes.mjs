/** Generates the types of a contract as `npm run contract` does. A worker, because Jest cannot load the generator. */
import openapiTS, { astToString, COMMENT_HEADER } from 'openapi-typescript';
import { pathToFileURL } from 'node:url';
import { parentPort, workerData } from 'node:worker_threads';

const types = await openapiTS(pathToFileURL(workerData), { silent: true });
parentPort.postMessage(COMMENT_HEADER + astToString(types));
