import { type Abi, encodeFunctionData } from 'viem';
import {
  ASSET_ERC20,
  ASSET_ERC721,
  ASSET_ETH,
  type AssetKind,
  type Withdrawal,
} from '../../../lib/chain/outbox.ts';
import { abiEncode } from '../../../lib/core/abi.ts';
import {
  type Address,
  bytesFromUint,
  type Hex,
  hexFromBytes,
  ZERO_ADDRESS,
} from '../../../lib/core/bytes.ts';
import { bytesFromText } from '../../../lib/core/utf8.ts';
import { balanceKey, NATIVE } from '../../../lib/modules/bank/keys.ts';
import { withdrawableKey } from '../../../lib/modules/staking/keys.ts';
import { type Bridge, deployBridge, postCheckpoint } from '../support/bridge.ts';
import type { Call, Ethereum } from '../support/ethereum.ts';
import type { Posted, Sidechain } from '../support/sidechain.ts';
import type { GasMeter } from './gas-meter.ts';
import { createTokens, type Tokens } from './tokens.ts';

const ETHER = 10n ** 18n;
const BATCH = 50;
/** Other withdrawals in the outbox: some ten siblings in each proof. */
const OTHERS = 1_000;

/** Each call is the second of its kind, to accounts that exist: what the first one pays is paid. */
export async function measureGateway(ethereum: Ethereum, meter: GasMeter): Promise<void> {
  const bridge = await deployBridge(ethereum);
  const tokens = await createTokens(ethereum, bridge);
  const kinds = kindsOf(tokens);
  const owner = addressOf(ethereum, 0);
  for (const { kind, name, token } of kinds) {
    for (let turn = 0n; turn < 60n; turn++) {
      const args = depositArguments(kind, token, turn, owner);
      const value = kind === ASSET_ETH ? { value: ETHER } : {};
      const sent = await ethereum.send(bridge.gateway(`deposit${name}`, args, value));
      if (turn === 0n) meter.add(`Gateway: deposit ${name}, the first of its kind`, sent);
      if (turn === 1n) meter.add(`Gateway: deposit ${name}`, sent);
    }
  }
  const sidechain = bridge.sidechain();
  for (let i = 0; i < OTHERS; i++) {
    sidechain.withdraw({ kind: ASSET_ETH, token: ZERO_ADDRESS, to: owner, value: 1n });
  }
  for (const each of kinds) await measureClaims(ethereum, bridge, sidechain, meter, each);
  await measurePostAndClaim(ethereum, bridge, sidechain, meter);
  await measureLeaving(ethereum, bridge, sidechain, meter);
}

interface Kind {
  kind: AssetKind;
  name: string;
  token: Address;
}

function kindsOf({ erc20, erc721 }: Tokens): Kind[] {
  return [
    { kind: ASSET_ETH, name: 'Eth', token: ZERO_ADDRESS },
    { kind: ASSET_ERC20, name: 'Erc20', token: erc20 },
    { kind: ASSET_ERC721, name: 'Erc721', token: erc721 },
  ];
}

function depositArguments(kind: AssetKind, token: Address, turn: bigint, to: Address): unknown[] {
  if (kind === ASSET_ETH) return [to];
  return kind === ASSET_ERC20 ? [token, ETHER, to] : [token, [turn], to];
}

async function measureClaims(
  ethereum: Ethereum,
  bridge: Bridge,
  sidechain: Sidechain,
  meter: GasMeter,
  { kind, name, token }: Kind,
): Promise<void> {
  const withdrawals = Array.from({ length: BATCH + 2 }, (_, i) => {
    const value = kind === ASSET_ERC721 ? BigInt(i) : ETHER / 2n;
    return sidechain.withdraw({ kind, token, to: addressOf(ethereum, 1), value });
  });
  const posted = await postCheckpoint(ethereum, bridge, sidechain);
  const [first, second, ...rest] = withdrawals as [Withdrawal, Withdrawal, ...Withdrawal[]];
  await ethereum.send(bridge.gateway('claim', claimArguments(sidechain, first, posted)));
  const one = bridge.gateway('claim', claimArguments(sidechain, second, posted));
  meter.add(`Gateway: claim ${name}`, await ethereum.send(one));
  const claims = rest.map((each) => sidechain.claim(each));
  const many = bridge.gateway('claimMany', [claims, posted.bytes, posted.index]);
  meter.add(`Gateway: claim ${name}, each of ${BATCH}`, await ethereum.send(many), BATCH);
}

async function measurePostAndClaim(
  ethereum: Ethereum,
  bridge: Bridge,
  sidechain: Sidechain,
  meter: GasMeter,
): Promise<void> {
  const to = addressOf(ethereum, 1);
  const withdrawal = sidechain.withdraw({ kind: ASSET_ETH, token: ZERO_ADDRESS, to, value: 7n });
  const posted = sidechain.checkpoint();
  const calls = [
    bridge.gateway('submit', posted.submit),
    bridge.gateway('claim', claimArguments(sidechain, withdrawal, posted)),
  ].map(encode);
  const sent = await ethereum.send(bridge.gateway('multicall', [calls]));
  meter.add('Gateway: submit by 4 and claim Eth, in one', sent);
}

/** The chain's end: what an account has by the last state, and a deposit nobody applied. */
async function measureLeaving(
  ethereum: Ethereum,
  bridge: Bridge,
  sidechain: Sidechain,
  meter: GasMeter,
): Promise<void> {
  const account = addressOf(ethereum, 2);
  for (let i = 0; i < OTHERS; i++) {
    const other = hexFromBytes(bytesFromUint(BigInt(i), 20));
    sidechain.set(storeKey('bank', balanceKey(NATIVE, other)), ONE_ETHER);
  }
  const balance = storeKey('bank', balanceKey(NATIVE, account));
  const stake = storeKey('staking', withdrawableKey(account));
  sidechain.set(balance, ONE_ETHER);
  sidechain.set(stake, ONE_ETHER);
  const { bytes } = await postCheckpoint(ethereum, bridge, sidechain);
  await ethereum.send(bridge.gateway('depositEth', [account], { value: ETHER }));
  const index = sidechain.inboxCount + 1n;
  await ethereum.pass(bridge.rules.silence);
  await ethereum.send(bridge.checkpoints('declareDead'));
  await ethereum.pass(bridge.rules.grace);
  await ethereum.send(bridge.checkpoints('seal'));
  const proofs = [balance, stake].map((key) => {
    return { value: ETHER, proof: sidechain.proveState(key) };
  });
  const leave = bridge.gateway('escape', [ZERO_ADDRESS, account, bytes, proofs]);
  meter.add('Gateway: escape of balance and stake', await ethereum.send(leave));
  const from = addressOf(ethereum, 0);
  const data = abiEncode([BigInt(ASSET_ETH), ZERO_ADDRESS, from, account, ETHER]);
  const refund = bridge.gateway('refund', [index, hexFromBytes(data)]);
  meter.add('Gateway: refund', await ethereum.send(refund));
}

function claimArguments(sidechain: Sidechain, withdrawal: Withdrawal, posted: Posted): unknown[] {
  const { proof } = sidechain.claim(withdrawal, posted);
  return [withdrawal, proof, posted.bytes, posted.index];
}

function addressOf({ accounts }: Ethereum, index: number): Address {
  return (accounts[index]?.address.toLowerCase() ?? '0x') as Address;
}

function encode({ abi, name, args = [] }: Call): Hex {
  return encodeFunctionData({ abi: abi as Abi, functionName: name, args }) as Hex;
}

/** A module's key among those of all. */
function storeKey(module: string, key: Hex): Hex {
  return `${hexFromBytes(bytesFromText(module))}00${key.slice(2)}`;
}

const ONE_ETHER = bytesFromUint(ETHER, 32);
