import type { Schemas } from '../api/call';
import { dateTime } from '../parameters/date';
import { wholeNumber } from '../parameters/number';
import { options } from '../parameters/options';
import { optional, type ValuesOf } from '../parameters/parameter';
import { optionalText, text, texts } from '../parameters/text';
import type { EntityAddress } from './entity';
import { entityQuery, idOfThing, listOfThing } from './siteList';

/** The list of a task. That an empty ID means the list of the entity's site is a guess (C, contract: taskList). */
export const taskList = listOfThing('Task List', 'task list');

export const taskId = idOfThing('task');

/**
 * The fields of each task. All are always sent: an omitted date becomes the year 1, and an omitted priority the highest
 * (B, Json.NET).
 */
export const taskFields = {
	title: text({
		description: 'The title of the task',
		placeholder: 'e.g. Call the customer',
	}),
	startDate: dateTime({
		default: '={{ $now }}',
		description: 'The start of the task',
	}),
	dueDate: dateTime({ description: 'The deadline of the task' }),
	priority: options<Schemas['TaskPriority']>({
		description: 'The priority of the task',
		isOrdered: true,
		labels: { High: 'High', Normal: 'Normal', Low: 'Low' },
		default: 'Normal',
	}),
	status: options<Schemas['TaskStatus']>({
		description: 'The status of the task',
		isOrdered: true,
		labels: {
			NotStarted: 'Not Started',
			InProgress: 'In Progress',
			Completed: 'Completed',
			Deferred: 'Deferred',
			Waiting: 'Waiting',
		},
		default: 'NotStarted',
	}),
};

/** The optional fields of a task. */
export const taskDetails = {
	actualWork: wholeNumber({
		description: 'The completed work, in minutes as in Outlook',
	}),
	// It is a guess that the service accepts an email address (C, contract: taskAssignee).
	assignedTo: optionalText({
		description: 'The email address of the person who does the task',
		placeholder: 'e.g. anna@contoso.com',
	}),
	billingInformation: optionalText({
		description: 'The billing information, as text',
		placeholder: 'e.g. Internal',
	}),
	body: optionalText({
		placeholder: 'e.g. Ask for the missing appendix',
		description: 'The text of the task',
		typeOptions: { rows: 4 },
	}),
	companies: optionalText({
		placeholder: 'e.g. Jensen A/S',
		description: 'The names of the companies involved, as text',
	}),
	contactNames: texts({
		description: 'The name of each person involved, separated by commas',
		placeholder: 'e.g. Anna Berg, Bo Holm',
	}),
	dateCompleted: optional(dateTime({ description: 'The completion date of the task' })),
	mileage: optionalText({
		description: 'The mileage, as text',
		placeholder: 'e.g. 42 km',
	}),
	percentageComplete: wholeNumber({
		description: 'The completed share of the task, from 0 to 100',
		max: 100,
	}),
	totalWork: wholeNumber({
		description: 'The planned work, in minutes as in Outlook',
	}),
};

type TaskValues = ValuesOf<typeof taskFields> & Partial<ValuesOf<typeof taskDetails>>;

/** A task as calls send it. */
export function taskBody(values: TaskValues): Schemas['Task'] {
	return {
		Title: values.title,
		StartDate: values.startDate,
		DueDate: values.dueDate,
		Priority: values.priority,
		Status: values.status,
		ActualWork: values.actualWork,
		AssignedTo: values.assignedTo,
		BillingInformation: values.billingInformation,
		Body: values.body,
		Companies: values.companies,
		ContactNames: values.contactNames,
		DateCompleted: values.dateCompleted,
		Mileage: values.mileage,
		PercentageComplete: values.percentageComplete,
		TotalWork: values.totalWork,
	};
}

type TaskAddress = EntityAddress & { taskId: string; taskList?: string };

/** The query of a call for one task. */
export function taskQuery(values: TaskAddress) {
	return { ...entityQuery(values), taskListID: values.taskList ?? '', taskID: values.taskId };
}

/** Ordering keys of a task. */
export function taskOrderKeys({ businessModule, entity, taskId }: TaskAddress): string[] {
	return [`task ${businessModule} ${entity} ${taskId}`];
}
