import { handlers } from '../../sandbox/server/handlers';

const moved = { Ok: true, Errors: [], Warnings: [], ProgressLog: null };
const stages = [{ Title: 'Open', ContentTypeId: '0x01' }];

/** What is marked here fails the type check, which is what is tested. */
test('the contract binds the handlers of the sandbox', () => {
	const right = handlers({
		'POST /api/Entity/Move': ({ body }) => ({ ...moved, Ok: body.ValidateOnly }),
		'GET /api/Command/CanConnect': async () => await Promise.resolve(true),
		'GET /api/BusinessModules': () => [
			{ Id: 'x', Title: 'x', StageSettings: { Enabled: true, Stages: stages } },
		],
	});
	expect(Object.keys(right)).toHaveLength(3);

	// @ts-expect-error: a route that the contract does not know
	handlers({ 'POST /api/Entity/Moves': () => moved });
	// @ts-expect-error: a member too many in an answer
	handlers({ 'POST /api/Entity/Move': () => ({ ...moved, Success: true }) });
	// @ts-expect-error: the same in an answer that comes later
	handlers({ 'POST /api/Entity/Move': async () => ({ ...moved, Success: true }) });
	const misspelt = () => [{ Id: 'x', Title: 'x', EntityNames: 'x' }];
	// @ts-expect-error: a misspelt member in an entry of a list
	handlers({ 'GET /api/BusinessModules': () => misspelt() });
	const deep = () => ({
		Id: 'x',
		Title: 'x',
		StageSettings: { Enabled: true, Stages: stages.map((stage) => ({ ...stage, Order: 1 })) },
	});
	// @ts-expect-error: a member too many, far below
	handlers({ 'GET /api/BusinessModules/{id}': () => deep() });
	// @ts-expect-error: a member of another type
	handlers({ 'POST /api/Entity/Move': () => ({ ...moved, Errors: [1] }) });
	// @ts-expect-error: an answer that is missing
	handlers({ 'GET /api/Command/CanConnect': () => undefined });
	// @ts-expect-error: a path value that the route does not have
	handlers({ 'DELETE /api/Relations/{id}': ({ path }) => void path.relationId });
	// @ts-expect-error: a member that the body does not have
	handlers({ 'POST /api/Entity/Move': ({ body }) => ({ ...moved, Ok: body.Validate }) });
});
