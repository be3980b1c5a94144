import type { Request, Response } from 'express';

/** Answers one operation of the contract: gives the body, or undefined for an empty one. */
export type Handler = (request: Request, response: Response) => unknown;

/** Handlers by `METHOD path`, with path parameters as the contract names them. */
export type Handlers = Record<string, Handler>;
