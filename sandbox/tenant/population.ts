/** Generates entities of a Danish company deterministically: the same number gives the same entity. */
import { bare, titleField, type ModuleSeed } from './modules';

const listed = (all: string) => all.split('; ');

const names = listed(
	'Jensen; Nielsen; Hansen; Pedersen; Andersen; Christensen; Larsen; Sørensen' +
		'; Rasmussen; Jørgensen; Madsen; Kristensen; Olsen; Thomsen; Poulsen; Møller; Holm',
);

const trades = listed(
	'A/S; Byg A/S; Transport ApS; Maskinfabrik A/S; Arkitekter; VVS ApS; Ejendomme A/S' +
		'; Consulting ApS; & Søn ApS; Energi A/S; Logistik A/S; El-service ApS; Planteskole',
);

const towns = listed(
	'Aarhus; Odense; Aalborg; Esbjerg; Randers; Kolding; Horsens; Vejle; Roskilde',
);

const undertakings = listed(
	'Warehouse extension; New website; Office relocation; ISO 27001 certification' +
		'; Heat pump upgrade; Roof renovation; ERP migration; Fleet replacement' +
		'; Harbour crane service; Solar panels; Customer portal; Production line 3' +
		'; Energy audit; Staff training; Archive digitisation; Network upgrade' +
		'; Product launch; Quality review; Safety inspection',
);

const matters = listed(
	'Complaint about a late delivery; Claim for water damage' +
		'; Request for access to records; Building permit; Question about invoice' +
		'; Insurance claim; Warranty repair; Noise complaint; Supplier dispute' +
		'; Data protection request; Change of address',
);

const at = (list: string[], n: number) => list[n % list.length] as string;

/** The number of completed rounds through a list, for titles that would otherwise repeat. */
const round = (n: number, length: number) => Math.floor(n / length);

function company(n: number): string {
	const town = round(n, names.length * trades.length);
	const ending = town === 0 ? '' : `, ${at(towns, town - 1)}`;
	return `${at(names, n)} ${at(trades, n)}${ending}`;
}

const year = (n: number) => 2026 - (n % 4);

const numbered = (n: number) => `${year(n)}-${String(round(n, 4) + 14).padStart(3, '0')}`;

const day = (n: number) =>
	`${String((n % 12) + 1).padStart(2, '0')}-${String((n % 28) + 1).padStart(2, '0')}`;

/** The ID of the company in a title: the seeded one, or a generated one. */
const companyId = (n: number) => (n === 0 ? 1 : n + 2);

/**
 * The field values of a generated entity of a seeded module.
 *
 * @param n the index, from 0
 */
export function furtherEntity(moduleTitle: string, n: number): Record<string, unknown> {
	switch (moduleTitle) {
		case 'Companies':
			return { Title: company(n + 1), CompanyNumber: String(10_003 + n), Country: 'Denmark' };
		case 'Projects':
			return { Title: `${at(undertakings, n)} – ${company(n)}`, Hours: n % 100 };
		case 'Contracts':
			return {
				Title: `Contract ${numbered(n)} – ${company(n)}`,
				ContractNumber: numbered(n),
				Company: companyId(n),
				ValidFrom: `${year(n)}-${day(n)}`,
				ValidTo: `${year(n) + 3}-${day(n)}`,
				AnnualValue: 25_000 * ((n % 19) + 1),
				RenewsItself: n % 3 === 0,
			};
		case 'Cases':
			return {
				Title: `${at(matters, n)} – ${company(n)}`,
				Received: `${year(n)}-${day(n)}`,
				Company: companyId(n),
			};
		default:
			return { Title: `${moduleTitle} ${n + 1}` };
	}
}

/** An empty module. */
export function bulkModule(n: number): ModuleSeed {
	return {
		...bare,
		id: `6a1f0c2e-0009-4000-8000-${String(n).padStart(12, '0')}`,
		title: `Module ${n}`,
		entityName: `Thing ${n}`,
		listUrl: `Lists/Module${n}`,
		fields: [titleField],
		entities: [],
	};
}
