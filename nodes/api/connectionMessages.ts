import type { CertificateFault, Failure } from './failure';

/** The names of a service in sentences. */
interface Service {
	name: string;
	short: string;
}

export const webApi: Service = { name: 'the WorkPoint Web API', short: 'WorkPoint' };
export const signInService: Service = { name: 'the sign-in service', short: 'the sign-in service' };

/** A failure between n8n and a service, with advice if there is any. */
export interface Problem {
	message: string;
	advice?: string;
}

/** Anything on the way may return a web page, which does not identify its sender. */
export const pageAdvice =
	"A proxy (n8n's HTTPS_PROXY variable), a firewall or a gateway may have answered. Check it, and the environment of the credential.";

const certificateProblems: Record<CertificateFault, { problem: string; advice: string }> = {
	expired: {
		problem: 'has expired',
		advice:
			"The operator of the service, or of a proxy that inspects n8n's traffic, must renew it. If it is still valid, correct the clock of the computer that runs n8n.",
	},
	notYetValid: {
		problem: 'is not valid yet',
		advice: 'Correct the clock of the computer that runs n8n.',
	},
	revoked: {
		problem: 'has been revoked',
		advice:
			"The operator of the service, or of a proxy that inspects n8n's traffic, must renew it.",
	},
	otherHost: {
		problem: 'is for another host',
		advice: 'Check the address in the credential, and whether a proxy answers there.',
	},
	untrusted: {
		problem: 'is not trusted',
		advice:
			"If a proxy inspects n8n's traffic, set NODE_EXTRA_CA_CERTS to the file of its certificate and restart n8n.",
	},
};

function proxyProblem(proxy: string, code = ''): Problem {
	const isUnknown = ['ENOTFOUND', 'EAI_AGAIN'].includes(code);
	return {
		message: isUnknown
			? `The proxy '${proxy}' of n8n could not be found`
			: code === 'ECONNREFUSED'
				? `n8n's proxy at ${proxy} refused the connection`
				: `n8n's proxy at ${proxy} could not be reached`,
		advice: "Check n8n's HTTPS_PROXY and HTTP_PROXY variables, and that the proxy is running.",
	};
}

/** Capitalizes the first letter. */
const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);

/** The problem of a call without an answer. */
export function connectionProblem(failure: Failure, { name, short }: Service): Problem {
	const { code, certificate, proxy } = failure;
	if (certificate !== undefined) {
		const { problem, advice } = certificateProblems[certificate];
		return { message: `The certificate of ${name} ${problem}`, advice };
	}
	if (proxy !== undefined) return proxyProblem(proxy, code);
	switch (code) {
		case 'ECONNREFUSED':
			return { message: `${capital(name)} refused the connection` };
		case 'ENOTFOUND':
		case 'EAI_AGAIN':
			return { message: `The address of ${name} could not be found` };
		case 'ETIMEDOUT':
		case 'ECONNABORTED':
			return { message: `${capital(short)} did not answer in time` };
		default:
			return { message: `The connection to ${short} broke before the answer was complete` };
	}
}

/** The problem of a proxy that requires authentication. */
export function proxyRefusal({ short }: Service): Problem {
	return {
		message: `The proxy between n8n and ${short} asks for a user name and password (407 Proxy Authentication Required)`,
		advice:
			"Set them in n8n's HTTPS_PROXY variable, such as http://user:password@proxy.example.com:3128, and restart n8n.",
	};
}

/** The problem of a call that n8n's SSRF protection blocked, in n8n's words. */
export function blockedProblem({ said = 'it was blocked', advice }: Failure): Problem {
	return { message: `n8n did not send the call: ${said}`, advice };
}
