import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { encodeFunctionData, parseEther } from 'viem';
import type { PrivateKeyAccount } from 'viem/accounts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { plannedAddresses } from '../../contracts/deploy/addresses.ts';
import { statePrefix } from '../../lib/chain/bind-modules.ts';
import { hashOfGenesis } from '../../lib/chain/genesis.ts';
import { dataOfInboxEvent, GATEWAY_DEPOSITED } from '../../lib/chain/inbox.ts';
import { ASSET_ERC20, ASSET_ERC721, ASSET_ETH } from '../../lib/chain/outbox.ts';
import {
  type Address,
  bytesFromHex,
  bytesFromUint,
  type Hex,
  hexFromBytes,
  ZERO_ADDRESS,
  ZERO_HASH,
} from '../../lib/core/bytes.ts';
import { balanceKey, NATIVE, ownerKey } from '../../lib/modules/bank/keys.ts';
import { STAKE_ACCOUNT, withdrawableKey } from '../../lib/modules/staking/keys.ts';
import { testArtifact } from './support/artifacts.ts';
import { type Bridge, bridgeOf, postCheckpoint } from './support/bridge.ts';
import { type SignedTransfer, signTransfer, spendAt } from './support/coins.ts';
import {
  proveKeys,
  readNetworkFile,
  runDeployCommand,
  writeNetworkFile,
} from './support/deploy-command.ts';
import { type Call, type Ethereum, startEthereum, testSecret } from './support/ethereum.ts';
import { buildFirstBlock } from './support/first-block.ts';
import type { Sidechain } from './support/sidechain.ts';
import { testValidators } from './support/validators.ts';

// A sidechain from its founding to its end, in the order of its life: each step builds on the last.

const ETHER = parseEther('1');
const RULES = { silence: 9_000n, grace: 800n, window: 700n };
const BOND = ETHER / 2n;
const LAST = 1_000n;
const DEPLOYER = 9;

type Account = PrivateKeyAccount;
type Five = readonly [Account, Account, Account, Account, Account];

const founders = testValidators('founder', 4);
const successors = testValidators('successor', 7);

let ethereum: Ethereum;
let folder: string;
let bridge: Bridge;
let sidechain: Sidechain;
let anna: PrivateKeyAccount;
let boris: PrivateKeyAccount;
let clara: PrivateKeyAccount;
let thief: PrivateKeyAccount;
let erc20: Address;
let erc721: Address;

beforeAll(async () => {
  ethereum = await startEthereum();
  folder = mkdtempSync(join(tmpdir(), 'weft-whole-life-'));
  [, anna, boris, clara, thief] = ethereum.accounts as Five;
});
afterAll(async () => {
  await ethereum.stop();
  rmSync(folder, { recursive: true });
});

describe('a sidechain on Ethereum', () => {
  it('is planned and deployed by commands, at addresses known before', async () => {
    const fileName = writeNetworkFile(folder, founders);
    const secret = testSecret(DEPLOYER);
    const common = ['--rpc', ethereum.url, '--network', fileName];
    const plan = await runDeployCommand(['plan', ...common], { WEFT_DEPLOYER_KEY: secret });
    expect(plan).toMatchObject({ code: 0, problem: '' });

    const unproven = await runDeployCommand(['deploy', ...common], { WEFT_DEPLOYER_KEY: secret });
    expect(unproven.code).toBe(1);
    expect(unproven.problem).toMatch(
      /^the founding key of 0x\w{40} lacks its proof\. Nothing was deployed; /,
    );

    proveKeys(fileName, founders);
    const keyFile = join(folder, 'key');
    writeFileSync(keyFile, `${secret}\n`, { mode: 0o600 });
    const rules = ['--silence', '9000', '--grace', '800', '--window', '700', '--bond', '0.5'];
    const deploy = await runDeployCommand([
      ...['deploy', ...common, '--key-file', keyFile],
      ...rules,
    ]);
    expect(deploy).toMatchObject({ code: 0, problem: '' });
    for (const { output } of [plan, deploy]) expect(output).not.toContain(secret.slice(2));

    const { genesis, ethereum: part } = readNetworkFile(fileName);
    const deployer = ethereum.accounts[DEPLOYER]?.address.toLowerCase() as Address;
    expect(genesis.contracts).toEqual(plannedAddresses(deployer, 0));
    expect(part).toMatchObject({ chainId: 31_337n, rpcUrls: [ethereum.url], startBlock: 0n });
    bridge = bridgeOf(genesis, founders, { ...RULES, exitBond: BOND, challengeBond: BOND });
    sidechain = bridge.sidechain();
    expect(await ethereum.read(bridge.checkpoints('genesisHash'))).toBe(hashOfGenesis(genesis));
  });

  it('has its first block accepted, built by a leader and signed by four keys', async () => {
    const { header, tree } = await buildFirstBlock(bridge.genesis, founders);
    sidechain.tree = tree;
    await postCheckpoint(ethereum, bridge, sidechain, { header });
    expect(await ethereum.read(bridge.checkpoints('height'))).toBe(1n);
  });

  it('takes in ether and tokens of both kinds, in both lanes', async () => {
    await createTokens();
    const { gateway, vault } = bridge;
    const by = { from: anna };
    await ethereum.send(gateway('depositEth', [anna.address], { ...by, value: 10n * ETHER }));
    await ethereum.send(gateway('depositErc20', [erc20, 1_000n, anna.address], by));
    await ethereum.send(gateway('depositErc721', [erc721, [1n, 2n], anna.address], by));
    await ethereum.send(vault('depositEth', [], { ...by, value: 3n * ETHER }));
    await ethereum.send(vault('depositErc20', [erc20, 500n], by));
    await ethereum.send(vault('depositErc721', [erc721, 3n], by));

    await postCheckpoint(ethereum, bridge, sidechain);
    // Four deposits, three coins, and each contract met two tokens.
    expect(await ethereum.read(bridge.checkpoints('appliedInboxCount'))).toBe(11n);
  });

  it('pays what was withdrawn there, with the checkpoint in the same transaction', async () => {
    const to = lower(boris);
    const owed = [
      sidechain.withdraw({ kind: ASSET_ETH, token: ZERO_ADDRESS, to, value: ETHER }),
      sidechain.withdraw({ kind: ASSET_ERC20, token: erc20, to, value: 300n }),
      sidechain.withdraw({ kind: ASSET_ERC721, token: erc721, to, value: 2n }),
    ] as const;
    const { bytes, index, submit } = sidechain.checkpoint();
    const [first, ...others] = owed.map((withdrawal) => sidechain.claim(withdrawal));
    const claim = [first?.withdrawal, first?.proof, bytes, index];
    const before = await balanceOf(boris);
    const calls = [
      dataOf(bridge.gateway('submit', submit)),
      dataOf(bridge.gateway('claim', claim)),
    ];
    await ethereum.send(bridge.gateway('multicall', [calls]));
    await ethereum.send(bridge.gateway('claimMany', [others, bytes, index]));

    expect((await balanceOf(boris)) - before).toBe(ETHER);
    expect(await ethereum.read(token20('balanceOf', boris.address))).toBe(300n);
    expect(await ethereum.read(token721('ownerOf', 2n))).toBe(boris.address);
    expect(await ethereum.refusal(bridge.gateway('claim', claim))).toEqual({
      name: 'AlreadyClaimed',
      args: [0n],
    });
  });

  it('lets the last of three owners of a coin out, whom a challenge does not stop', async () => {
    const slot = 1n;
    const toBoris = await give(anna, slot, 0n, boris);
    const first = sidechain.addCoinBlock(new Map([[slot, toBoris.digest]]));
    const toClara = await give(boris, slot, first, clara);
    const second = sidechain.addCoinBlock(new Map([[slot, toClara.digest]]));
    const toAnna = await give(clara, slot, second, anna);
    const third = sidechain.addCoinBlock(new Map([[slot, toAnna.digest]]));
    await postCheckpoint(ethereum, bridge, sidechain);

    const spends = [spendAt(sidechain, toClara, second), spendAt(sidechain, toAnna, third)];
    await ethereum.send(bridge.vault('startExit', [slot, spends], { from: anna, value: BOND }));
    const exitId = exitOf(slot);
    const challenge = [exitId, toBoris.digest, sidechain.inclusion(slot, first)];
    await ethereum.send(bridge.vault('challengeBefore', challenge, { from: thief, value: BOND }));
    await ethereum.send(bridge.vault('walk', [exitId, [spendAt(sidechain, toBoris, first)]]));
    await ethereum.pass(RULES.window);
    const before = await balanceOf(anna);
    await ethereum.send(bridge.vault('finalizeExit', [exitId]));
    await ethereum.send(bridge.vault('withdrawBond', [exitId]));
    await ethereum.send(bridge.vault('withdrawChallengeBond', [exitId, first]));
    // The coin, the bond, and the bond of who challenged without a reason.
    expect((await balanceOf(anna)) - before).toBe(3n * ETHER + 2n * BOND);
  });

  it('punishes who exits with a coin that was given away', async () => {
    const slot = 2n;
    const toClara = await give(anna, slot, 0n, clara);
    const n = sidechain.addCoinBlock(new Map([[slot, toClara.digest]]));
    await postCheckpoint(ethereum, bridge, sidechain);
    await ethereum.send(bridge.vault('startExit', [slot, []], { from: anna, value: BOND }));
    const exitId = exitOf(slot);
    const spent = spendAt(sidechain, toClara, n);
    await ethereum.send(bridge.vault('challengeAfter', [exitId, spent], { from: boris }));
    const before = await balanceOf(boris);
    await ethereum.send(bridge.vault('withdrawBond', [exitId]));
    expect((await balanceOf(boris)) - before).toBe(BOND / 2n);

    await ethereum.send(bridge.vault('startExit', [slot, [spent]], { from: clara, value: BOND }));
    await ethereum.pass(RULES.window);
    expect(await ethereum.refusal(bridge.vault('finalizeExit', [exitId]))).toMatchObject({
      name: 'ExitIsOver',
    });
    await ethereum.send(bridge.vault('finalizeExit', [exitOf(slot, 1n)]));
    expect(await ethereum.read(token20('balanceOf', clara.address))).toBe(500n);
  });

  it('keeps a coin from validators who certify a history that its owner never signed', async () => {
    const slot = 3n;
    const forged = await give(thief, slot, 0n, thief);
    const first = sidechain.addCoinBlock(new Map([[slot, forged.digest]]));
    const again = await give(thief, slot, first, thief);
    const second = sidechain.addCoinBlock(new Map([[slot, again.digest]]));
    await postCheckpoint(ethereum, bridge, sidechain);
    const spends = [spendAt(sidechain, forged, first), spendAt(sidechain, again, second)];
    await ethereum.send(bridge.vault('startExit', [slot, spends], { from: thief, value: BOND }));
    const exitId = exitOf(slot);
    await ethereum.send(bridge.vault('challengeBirth', [exitId], { from: anna, value: BOND }));
    await ethereum.send(bridge.vault('startExit', [slot, []], { from: anna, value: BOND }));
    await ethereum.pass(RULES.window);
    expect(await ethereum.refusal(bridge.vault('finalizeExit', [exitId]))).toMatchObject({
      name: 'ChallengesOpen',
    });
    await ethereum.send(bridge.vault('failExit', [exitId, 0n]));
    await ethereum.send(bridge.vault('finalizeExit', [exitOf(slot, 1n)]));
    expect(await ethereum.read(token721('ownerOf', 3n))).toBe(anna.address);
  });

  it('is handed over to another committee', async () => {
    await postCheckpoint(ethereum, bridge, sidechain, { next: successors });
    const old = bridge.sidechain();
    old.header = { ...sidechain.header, nextCommitteeHash: ZERO_HASH };
    const late = old.checkpoint();
    expect(await ethereum.refusal(bridge.checkpoints('submit', late.submit))).toEqual({
      name: 'WrongEpoch',
      args: [1n, 0n],
    });
    await postCheckpoint(ethereum, bridge, sidechain);
    expect(await ethereum.read(bridge.checkpoints('epoch'))).toBe(1n);
  });

  it('ends: sealed after its silence, and everybody gets what the last state proves', async () => {
    const open = sidechain.withdraw({
      ...{ kind: ASSET_ETH, token: ZERO_ADDRESS, to: lower(clara), value: ETHER },
    });
    const bank = statePrefix('bank');
    const staking = statePrefix('staking');
    const keys = {
      anna: keyOf(bank, balanceKey(NATIVE, lower(anna))),
      annaStake: keyOf(staking, withdrawableKey(lower(anna))),
      boris: keyOf(bank, balanceKey(NATIVE, lower(boris))),
      borisStake: keyOf(staking, withdrawableKey(lower(boris))),
      annaErc20: keyOf(bank, balanceKey(erc20, lower(anna))),
      erc721: keyOf(bank, ownerKey(erc721, 1n)),
      allStake: keyOf(bank, balanceKey(NATIVE, STAKE_ACCOUNT)),
      stakeOfAllStake: keyOf(staking, withdrawableKey(STAKE_ACCOUNT)),
    };
    sidechain.set(keys.anna, bytesFromUint(4n * ETHER, 32));
    sidechain.set(keys.annaStake, bytesFromUint(2n * ETHER, 32));
    sidechain.set(keys.boris, bytesFromUint(2n * ETHER, 32));
    sidechain.set(keys.annaErc20, bytesFromUint(700n, 32));
    sidechain.set(keys.erc721, bytesFromHex(lower(clara)));
    sidechain.set(keys.allStake, bytesFromUint(2n * ETHER, 32));
    const { bytes, index } = await postCheckpoint(ethereum, bridge, sidechain);
    const late = { from: boris, value: 5n * ETHER };
    await ethereum.send(bridge.gateway('depositEth', [boris.address], late));
    const lateIndex = await ethereum.read<bigint>(bridge.checkpoints('inboxCount'));

    await ethereum.pass(RULES.silence);
    await ethereum.send(bridge.checkpoints('declareDead'));
    await ethereum.pass(RULES.grace);
    await ethereum.send(bridge.checkpoints('seal'));
    const tooLate = bridge.sidechain();
    expect(
      await ethereum.refusal(bridge.checkpoints('submit', tooLate.checkpoint().submit)),
    ).toMatchObject({ name: 'AlreadySealed' });

    const proven = (key: Hex, value: bigint) => ({ value, proof: sidechain.proveState(key) });
    const escapeCall = (asset: Address, account: Address, ...proofs: ReturnType<typeof proven>[]) =>
      bridge.gateway('escape', [asset, account, bytes, proofs]);
    const before = [await balanceOf(anna), await balanceOf(boris), await balanceOf(clara)] as const;
    const annas = [proven(keys.anna, 4n * ETHER), proven(keys.annaStake, 2n * ETHER)];
    await ethereum.send(escapeCall(ZERO_ADDRESS, lower(anna), ...annas));
    const boriss = [proven(keys.boris, 2n * ETHER), proven(keys.borisStake, 0n)];
    await ethereum.send(escapeCall(ZERO_ADDRESS, lower(boris), ...boriss));
    await ethereum.send(escapeCall(erc20, lower(anna), proven(keys.annaErc20, 700n)));
    const nobodys = [proven(keys.allStake, 2n * ETHER), proven(keys.stakeOfAllStake, 0n)];
    expect(
      await ethereum.refusal(escapeCall(ZERO_ADDRESS, STAKE_ACCOUNT, ...nobodys)),
    ).toMatchObject({
      name: 'NobodysAccount',
    });
    const owned = [erc721, 1n, clara.address, bytes, sidechain.proveState(keys.erc721)];
    await ethereum.send(bridge.gateway('escapeErc721', owned));
    const claim = sidechain.claim(open);
    await ethereum.send(bridge.gateway('claim', [claim.withdrawal, claim.proof, bytes, index]));
    const event = dataOfInboxEvent({
      ...{ type: GATEWAY_DEPOSITED, kind: ASSET_ETH, token: ZERO_ADDRESS },
      ...{ from: lower(boris), to: lower(boris), value: 5n * ETHER },
    });
    await ethereum.send(bridge.gateway('refund', [lateIndex, hexFromBytes(event)]));

    expect((await balanceOf(anna)) - before[0]).toBe(6n * ETHER);
    expect((await balanceOf(boris)) - before[1]).toBe(7n * ETHER);
    expect((await balanceOf(clara)) - before[2]).toBe(ETHER);
    expect(await ethereum.read(token721('ownerOf', 1n))).toBe(clara.address);
  });

  it('leaves nothing behind', async () => {
    const { gateway, vault } = bridge.genesis.contracts;
    for (const contract of [gateway, vault]) {
      expect(await ethereum.read(token20('balanceOf', contract))).toBe(0n);
      expect(await ethereum.read(token721('balanceOf', contract))).toBe(0n);
    }
    const unpaid = [exitOf(2n, 1n), exitOf(3n), exitOf(3n, 1n)];
    for (const exitId of unpaid) await ethereum.send(bridge.vault('withdrawBond', [exitId]));
    await ethereum.send(bridge.vault('withdrawChallengeBond', [exitOf(3n), 0n]));
    for (const address of [gateway, vault]) {
      expect(await ethereum.client.getBalance({ address })).toBe(0n);
    }
  });
});

async function createTokens(): Promise<void> {
  const plainErc20 = testArtifact('PlainTokens.sol', 'PlainErc20');
  const plainErc721 = testArtifact('PlainTokens.sol', 'PlainErc721');
  erc20 = await ethereum.deploy(plainErc20);
  erc721 = await ethereum.deploy(plainErc721);
  const from = anna;
  await ethereum.send({ ...token20('mint', anna.address, 1_500n), from });
  for (const id of [1n, 2n, 3n])
    await ethereum.send({ ...token721('mint', anna.address, id), from });
  const { gateway, vault } = bridge.genesis.contracts;
  for (const spender of [gateway, vault]) {
    await ethereum.send({ ...token20('approve', spender, 1_500n), from });
    await ethereum.send({ ...token721('setApprovalForAll', spender, true), from });
  }
}

function token20(name: string, ...args: unknown[]): Call {
  return { to: erc20, abi: testArtifact('PlainTokens.sol', 'PlainErc20').abi, name, args };
}

function token721(name: string, ...args: unknown[]): Call {
  return { to: erc721, abi: testArtifact('PlainTokens.sol', 'PlainErc721').abi, name, args };
}

function give(
  from: PrivateKeyAccount,
  slot: bigint,
  parent: bigint,
  to: PrivateKeyAccount,
): Promise<SignedTransfer> {
  return signTransfer(bridge.domain, from, { slot, parent, to: lower(to), lastCoinBlock: LAST });
}

/** Id of an exit of a coin, numbered from 0. */
function exitOf(slot: bigint, number = 0n): bigint {
  return (slot << 32n) | number;
}

function dataOf({ abi, name, args }: Call): Hex {
  return encodeFunctionData({ abi: abi as never, functionName: name, args } as never);
}

function keyOf(prefix: Hex, key: Hex): Hex {
  return `${prefix}${key.slice(2)}`;
}

function balanceOf({ address }: PrivateKeyAccount): Promise<bigint> {
  return ethereum.client.getBalance({ address });
}

function lower({ address }: PrivateKeyAccount): Address {
  return address.toLowerCase() as Address;
}
