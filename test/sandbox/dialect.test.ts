import type { AxiosInstance } from 'axios';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

import { startSandbox, type Sandbox } from '../../sandbox';
import { readingsOf, type ChosenReadings, type Guess } from '../../sandbox/dialect';
import { ids, offerUrl, projectSiteUrl, siteUrl } from '../../sandbox/tenant/seed';
import { signatureOf } from '../../sandbox/calls/webhooks';
import { signedIn } from '../support/sandboxClient';

interface Started {
	sandbox: Sandbox;
	api: AxiosInstance;
}

const outcome = ({ status, data }: { status: number; data: unknown }) => ({ status, data });
const onProjectSite = { headers: { WorkPoint365Url: projectSiteUrl } };
const oneFile = { FileName: 'a.pdf', FileBytes: 'YQ==' };

async function send({ api }: Started, method: string, url: string, data?: unknown, site = siteUrl) {
	return outcome(await api.request({ method, url, data, headers: { WorkPoint365Url: site } }));
}

const get = async (started: Started, url: string) => await send(started, 'get', url);
const post = async (started: Started, url: string, body?: object) =>
	await send(started, 'post', url, body);

const create = async (started: Started, fields: object) =>
	(await post(started, `/api/Entity/${ids.projects}/Create/false`, { Title: 'A', ...fields }))
		.status;
const upload = async ({ api }: Started, library: string, query = '') =>
	(await api.post(`/api/List/${library}/UploadFile?overwrite=true${query}`, oneFile, onProjectSite))
		.status;
const declare = async ({ api }: Started, documentUrl: string) =>
	(
		await api.post('/api/RecordManagement/Declare', undefined, {
			params: { siteUrl: projectSiteUrl, documentUrl },
		})
	).status;
const exists = async (started: Started, Value: string) =>
	await post(started, '/api/ListItem/Exists', {
		ListName: 'Companies',
		IdentifierFieldValues: [{ InternalFieldName: 'Title', Value }],
	});
const items = async (started: Started, body: object) =>
	await post(started, `/api/List/${ids.companies}/Items`, body);
const task = { StartDate: '2026-01-01T00:00:00Z', DueDate: '2026-01-02T00:00:00Z' };
const createTask = async (started: Started, more: object) =>
	(
		await post(started, `/api/Task/CreateTask?entityListID=${ids.cases}&entityID=2`, {
			...task,
			Priority: 'Low',
			Status: 'Waiting',
			...more,
		})
	).status;
/** What a webhook that is registered at the proxy gets of an event. */
async function delivery({ sandbox, api }: Started) {
	const got: Array<{ signature: unknown; body: string }> = [];
	const server = createServer((request, response) => {
		let body = '';
		request.on('data', (part) => (body += part));
		request.on('end', () => {
			got.push({ signature: request.headers['ms-signature'], body });
			response.end();
		});
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	const WebHookUri = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
	const Secret = 's'.repeat(32);
	const { projectManual: WorkPointTrigger } = ids.triggers;
	const Properties = { BusinessModuleId: ids.projects, WorkPointTrigger };
	const { data } = await api.post('/api/webhookproxy', { WebHookUri, Secret, Properties });
	await sandbox.webhooks.fire(ids.triggers.projectManual, 2);
	server.close();
	const [{ signature, body } = { signature: '', body: '{}' }] = got;
	return {
		id: typeof data.Id,
		secret: data.Secret === undefined ? 'none' : data.Secret === Secret,
		isSigned: signature !== undefined,
		isRightlySigned: signature === signatureOf(data.Secret ?? '', body),
		notification: Object.keys(JSON.parse(body).Notifications?.[0] ?? {}),
	};
}

/** What shows which reading is played: it differs from reading to reading. */
const probes: Record<Guess, (started: Started) => Promise<unknown>> = {
	fieldSchema: async (on) => await get(on, `/api/Entity/${ids.projects}/GetEntityFieldSchema`),
	entityFieldKeys: async (on) => await create(on, { ProjectType: 'Internal' }),
	entityDates: async (on) => [
		await create(on, { StartDate: '2026-12-01' }),
		await create(on, { StartDate: '2026-12-01T00:00:00Z' }),
		await create(on, { StartDate: '01-12-2026' }),
	],
	entityPersons: async (on) => [
		await create(on, { ProjectManager: { LookupId: 7 } }),
		await create(on, { ProjectManager: 'anna@contoso.com' }),
		await create(on, { ProjectManager: 7 }),
	],
	entityLookups: async (on) => [
		await create(on, { Company: 1 }),
		await create(on, { Company: { LookupId: 1 } }),
	],
	entityTerms: async (on) => [
		await create(on, { Department: { Label: 'IT' } }),
		await create(on, { Department: 'IT' }),
	],
	itemTexts: async ({ sandbox, api }) => {
		const project = sandbox.state.entity(sandbox.state.module(ids.projects), 2);
		Object.assign(project.values, { Hours: 1.5 });
		Object.assign(project, { modified: '2026-05-01T10:00:00Z', created: '2026-05-01T10:00:00Z' });
		return (await api.get(`/api/List/${ids.projects}/Item/2`)).data.FieldValues;
	},
	siteText: async ({ sandbox, api }) => {
		sandbox.state.entity(sandbox.state.module(ids.projects), 2).site = '/sites/r&d';
		return (await api.get(`/api/List/${ids.projects}/Item/2`)).data.Site;
	},
	siteQuery: async (on) =>
		await items(on, {
			CamlQuery:
				'<View><Query><Where><IsNull><FieldRef Name="wpSite"/></IsNull></Where></Query></View>',
			ViewFields: ['Title'],
		}),
	masterSiteUrl: async ({ api }) =>
		(await api.get(`/api/BusinessModules/${ids.projects}`)).data.MasterSiteSettings,
	pagingEnd: async ({ api }) => {
		const page = async (PagingInfo?: string) =>
			(await api.post(`/api/List/${ids.companies}/Items`, { PageSize: 2, PagingInfo })).data;
		const { PagingInfo } = await page();
		return [PagingInfo, PagingInfo ? (await page(PagingInfo)).PagingInfo : undefined];
	},
	camlForm: async (on) => {
		const where = '<Where><Eq><FieldRef Name="ID"/><Value Type="Counter">1</Value></Eq></Where>';
		const shape = async (CamlQuery: string) => {
			const { status, data } = await items(on, { CamlQuery });
			return [status, (data as { Items?: unknown[] }).Items?.length];
		};
		return [await shape(where), await shape(`<View><Query>${where}</Query></View>`)];
	},
	keyEscaping: async (on) => (await exists(on, 'A < B')).status,
	isoMoments: async (on) =>
		(
			await post(on, '/api/ListItem/Create', {
				ListName: 'Tasks',
				FieldValues: [
					{ InternalFieldName: 'Title', Value: 'A' },
					{ InternalFieldName: 'Reminder', Value: '2026-05-01T10:00:00Z' },
				],
			})
		).status,
	itemCallsOnEntitySites: async (on) =>
		(
			await send(
				on,
				'post',
				'/api/ListItem/Exists',
				{ ListName: 'Risks', ListItemID: 1 },
				projectSiteUrl,
			)
		).status,
	listName: async (on) => [await upload(on, 'Documents'), await upload(on, 'Shared%20Documents')],
	folderUrl: async (on) => [
		await upload(on, 'Documents', '&folderUrl=/sites/project-1/Shared%20Documents/Contracts'),
		await upload(on, 'Documents', '&folderUrl=Contracts'),
		await upload(on, 'Shared%20Documents'),
	],
	documentUrls: async (on) => [
		await declare(on, encodeURI(offerUrl)),
		await declare(on, offerUrl.replace('Offer.docx', 'Terms.pdf')),
	],
	enumerationsInAnswers: async ({ api }) =>
		(await api.get(`/api/BusinessModules/${ids.projects}`)).data.StageSettings.Stages[0].Type,
	missingAnswer: async (on) => await get(on, `/api/List/${ids.projects}/Item/999`),
	unpublishedAnswers: async (on) =>
		await post(on, '/api/EntityActivityLog/Add', {
			Title: 'Called',
			EventType: 'Call',
			EventTypeId: '12',
			EventSourceType: 'Telephone',
			EventDate: '2026-12-01T09:00:00Z',
			BusinessModuleId: ids.projects,
			Entity: 2,
		}),
	relationCreation: async (on) =>
		await post(on, '/api/Relations', {
			SourceListId: ids.projects,
			SourceItemId: 2,
			BuilderRelations: [],
		}),
	relationQueryAnswer: async (on) =>
		await post(on, '/api/Relations/query', {
			ShowAll: true,
			Entities: [{ List: ids.projects, ID: 2 }],
		}),
	taskList: async (on) => await createTask(on, {}),
	eventList: async (on) =>
		(
			await post(on, `/api/Event/CreateEvent?entityListID=${ids.cases}&entityID=2`, {
				Start: task.StartDate,
				End: task.DueDate,
			})
		).status,
	taskAssignee: async (on) => [
		await createTask(on, { AssignedTo: 'anna@contoso.com' }),
		await createTask(on, { AssignedTo: 'i:0#.f|membership|anna@contoso.com' }),
	],
	messageId: async ({ api }) => {
		const messageID = '<complaint-001@jensen.example>';
		const { data } = await api.get('/api/JournalLocation/GetJournalLocations', {
			params: { messageID },
		});
		return data.length;
	},
	overload: async ({ sandbox, api }) => {
		sandbox.options.requestsPerWindow = 0;
		const { status, headers } = await api.get('/api/BusinessModules');
		return [status, typeof headers['retry-after']];
	},
	proxySecret: async (on) => (await delivery(on)).secret,
	confirmedSecret: async (on) => {
		const { isSigned, isRightlySigned } = await delivery(on);
		return { isSigned, isRightlySigned };
	},
	registrationAnswer: async (on) => (await delivery(on)).id,
	notificationNames: async (on) => (await delivery(on)).notification,
};

const guesses = Object.keys(readingsOf) as Guess[];

async function show(guess: Guess, reading: string): Promise<unknown> {
	const dialects = { [guess]: reading } as ChosenReadings;
	const sandbox = await startSandbox({ dialects });
	try {
		return await probes[guess]({ sandbox, api: await signedIn(sandbox) });
	} finally {
		await sandbox.stop();
	}
}

test.each(guesses)('the readings of %s differ in what a client sees', async (guess) => {
	const shown: string[] = [];
	for (const reading of readingsOf[guess]) shown.push(JSON.stringify(await show(guess, reading)));
	expect(new Set(shown).size).toBe(shown.length);
});

test('a reading that does not exist is refused', async () => {
	const dialects = { siteText: 'upsideDown' } as unknown as ChosenReadings;
	await expect(startSandbox({ dialects })).rejects.toThrow(/siteText has no reading upsideDown/);
});
