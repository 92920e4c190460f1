import type { Question, Row } from './messages.ts';
import type { WalletState } from './state.ts';

export interface TypedData {
  types: Record<string, { name: string; type: string }[]>;
  primaryType: string;
  domain: Record<string, unknown>;
  message: Record<string, unknown>;
}

type Asked = Pick<Question, 'origin' | 'method'>;

export function unlockQuestion(asked: Asked): Question {
  return question(asked, 'Unlock the wallet', 'Unlock', []);
}

export function connectQuestion(asked: Asked, accounts: string[], active: string): Question {
  const base = question(asked, 'Connect with this site', 'Connect', []);
  return { ...base, accounts, selected: [active] };
}

export function switchQuestion(asked: Asked, state: WalletState, chainId: string): Question {
  const from = networkName(state, state.activeChainId);
  const rows = [
    { label: 'From', value: from },
    { label: 'To', value: networkName(state, chainId) },
  ];
  return question(asked, 'Switch the network', 'Switch network', [{ heading: 'Network', rows }]);
}

export function addNetworkQuestion(
  asked: Asked,
  network: { chainId: string; name: string; symbol: string; rpcUrl: string },
): Question {
  const rows = [
    { label: 'Name', value: network.name },
    { label: 'Chain ID', value: BigInt(network.chainId).toString() },
    { label: 'Currency', value: network.symbol },
    { label: 'RPC URL', value: network.rpcUrl },
  ];
  return question(asked, 'Add a network', 'Approve', [{ heading: 'Network', rows }]);
}

export function typedDataQuestion(asked: Asked, signer: string, data: TypedData): Question {
  return question(asked, 'Signature request', 'Confirm', [
    { heading: 'Account', rows: [{ label: 'Signs', value: signer }] },
    { heading: 'Domain', rows: flatten(data.domain) },
    { heading: data.primaryType, rows: flatten(data.message) },
  ]);
}

export function personalMessageQuestion(asked: Asked, signer: string, text: string): Question {
  return question(asked, 'Signature request', 'Confirm', [
    { heading: 'Account', rows: [{ label: 'Signs', value: signer }] },
    { heading: 'Message', rows: [{ label: 'Text', value: text }] },
  ]);
}

export function transactionQuestion(asked: Asked, rows: Row[]): Question {
  return question(asked, 'Transaction request', 'Confirm', [{ heading: 'Transaction', rows }]);
}

export function networkName(state: WalletState, chainId: string): string {
  return state.networks[chainId]?.name ?? `Chain ${BigInt(chainId)}`;
}

function question(
  asked: Asked,
  title: string,
  approveLabel: string,
  sections: Question['sections'],
): Question {
  const { origin, method } = asked;
  return { origin, method, title, approveLabel, sections, accounts: [], selected: [] };
}

/** Nested structures become rows named by their path, such as `recipients.0.amount`. */
function flatten(value: Record<string, unknown>, prefix = ''): Row[] {
  return Object.entries(value).flatMap(([name, member]) => {
    const label = prefix + name;
    if (typeof member === 'object' && member !== null) {
      return flatten(member as Record<string, unknown>, `${label}.`);
    }
    return [{ label, value: String(member) }];
  });
}
