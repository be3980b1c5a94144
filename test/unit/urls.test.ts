import { normalizedSite } from '../../nodes/api/urls';

const site = 'https://contoso.sharepoint.com/sites/Work Point';

test.each([
	['https://contoso.sharepoint.com/sites/Work%20Point'],
	['https://contoso.sharepoint.com/sites/Work%20Point/'],
	['https://contoso.sharepoint.com:443/sites/Work Point'],
	['HTTPS://Contoso.SharePoint.com/Sites/work point//'],
	[' https://contoso.sharepoint.com/sites/%57ork%20Point '],
])('%s is the same site', (spelled) => {
	expect(normalizedSite(spelled)).toBe(normalizedSite(site));
});

test.each([
	['https://contoso.sharepoint.com/sites/WorkPoint'],
	['https://contoso.sharepoint.com/sites'],
	['https://contoso.sharepoint.com:8443/sites/Work Point'],
	['https://fabrikam.sharepoint.com/sites/Work Point'],
])('%s is another site', (other) => {
	expect(normalizedSite(other)).not.toBe(normalizedSite(site));
});

test('a site whose name contains a percent sign equals itself', () => {
	expect(normalizedSite('https://contoso.sharepoint.com/sites/100%')).toBe(
		normalizedSite('https://contoso.sharepoint.com/sites/100%/'),
	);
});
