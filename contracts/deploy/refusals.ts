import { formatEther, type Hex as ViemHex } from 'viem';
import type { Address } from '../../lib/core/bytes.ts';
import { WeftError } from '../../lib/core/errors.ts';
import { CONTRACTS, type ContractName } from './addresses.ts';
import type { Deployment } from './deployment.ts';
import { endpointProblem } from './endpoint.ts';

// Why a deployment does not start or go on, in words for whoever runs it.

const GO_ON = 'deploy again, with the same options: it goes on where this one stopped.';

export function notPlanned(): WeftError {
  return new WeftError(
    'deploy/not-planned',
    'Genesis names no contracts. Nothing was sent; plan first, so that it does.',
  );
}

export function wrongChain(expected: bigint, actual: bigint): WeftError {
  return new WeftError(
    'deploy/wrong-chain',
    `Genesis names Ethereum chain ${expected}, and this endpoint serves ${actual}. Nothing was ` +
      'sent; choose an endpoint of the right chain.',
    { expected: `${expected}`, actual: `${actual}` },
  );
}

export function underWay(address: Address, count: number): WeftError {
  return new WeftError(
    'deploy/under-way',
    `Account ${address} has sent ${count} transactions that are not mined yet. Nothing more was ` +
      'sent; deploy again when they are.',
    { address, count },
  );
}

export function wrongAccount({ deployer: { address }, genesis }: Deployment, nonce: number) {
  const { checkpoints } = genesis.contracts;
  return new WeftError(
    'deploy/wrong-account',
    `Account ${address}, whose next transaction is its number ${nonce}, cannot create a contract at ` +
      `${checkpoints}. Either the addresses were planned for another account (then give its key), or ` +
      'it sent something else since (then plan --again, with an account used for nothing else). ' +
      'Nothing was sent.',
    { address, nonce, checkpoints },
  );
}

interface Shortage {
  missing: readonly ContractName[];
  neededWei: bigint;
  balanceWei: bigint;
  /** How the need comes about. */
  price: string;
}

export function tooLittleEther(
  { deployer: { address } }: Deployment,
  { missing, neededWei, balanceWei, price }: Shortage,
): WeftError {
  const needed = etherText(neededWei + UNIT_WEI - 1n);
  const lack = etherText(neededWei - balanceWei + UNIT_WEI - 1n);
  const state = standing(missing) || 'Nothing was sent.';
  return new WeftError(
    'deploy/too-little-ether',
    `Account ${address} has ${etherText(balanceWei)} ether, and to create ${list(missing)} may take ` +
      `${needed} (${price}). ${state} Give it ${lack} ether more, and ${GO_ON}`,
    { address, balanceWei: `${balanceWei}`, neededWei: `${neededWei}` },
  );
}

/** The endpoint failed when the first of the missing ones was to be created. */
export function interrupted(
  missing: readonly ContractName[],
  isSending: boolean,
  thrown: unknown,
): WeftError {
  const [name = ''] = missing;
  const stands = standing(missing);
  const state = isSending
    ? `${stands} The transaction that creates ${name} may be under way.`.trimStart()
    : stands || 'Nothing was sent.';
  return new WeftError(
    'deploy/interrupted',
    `${endpointProblem(thrown)} ${state} Nothing is lost; ${GO_ON}`,
    { name },
  );
}

export function failed(name: ContractName, hash: ViemHex): WeftError {
  return new WeftError(
    'deploy/failed',
    `The transaction that creates ${name} failed: ${hash}. Its address is lost, and so are those of ` +
      'this plan; see why it failed, plan --again and deploy.',
    { name, hash },
  );
}

export function addressLost(name: ContractName, address: Address): WeftError {
  return new WeftError(
    'deploy/address-lost',
    `Nothing stands at ${address}, where ${name} should be: the transaction of the account that would ` +
      'have created it failed, or was another. Plan --again, with an account used for nothing else.',
    { name, address },
  );
}

export function otherContract(name: ContractName, address: Address, differs: string): WeftError {
  return new WeftError(
    'deploy/other-contract',
    `What stands at ${address} is not the ${name} of this network: its ${differs} is another. Either ` +
      'it was deployed with other options (give the same ones to go on), or for another genesis (then ' +
      'plan --again).',
    { name, address, differs },
  );
}

/** What a deployment that stops has done, or nothing. */
function standing(missing: readonly ContractName[]): string {
  const names = CONTRACTS.slice(0, CONTRACTS.length - missing.length);
  if (names.length === 0) return '';
  return `${list(names)} ${names.length === 1 ? 'stands' : 'stand'} already.`;
}

function list(names: readonly string[]): string {
  return names.length < 2 ? names.join() : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
}

/** Smallest part of an ether that is told. */
const UNIT_WEI = 10n ** 12n;

function etherText(wei: bigint): string {
  return formatEther(wei - (wei % UNIT_WEI));
}
