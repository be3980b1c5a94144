/** Values for every kind of field of a project, as they are entered in the form, by internal name. */
export const projectValues = {
	Title: 'Harbor',
	Description: 'One\nTwo',
	ProjectType: 'External',
	Tags: 'Urgent; Support',
	Hours: 480.5,
	Budget: 1_250_000,
	Confidential: true,
	StartDate: '2026-07-01T00:00:00',
	Deadline: '2026-12-31T16:00:00',
	ProjectManager: 'bo@contoso.com',
	Team: 'anna@contoso.com; bo@contoso.com',
	Company: 2,
	Partners: '1; 2',
	Department: 'Sales',
	Regions: 'North; South',
	Homepage: 'https://contoso.com/harbor, Harbor',
};
