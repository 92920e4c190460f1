import { assert } from '../../../lib/core/assert.ts';
import type { Address } from '../../../lib/core/bytes.ts';
import type { CoinFile } from '../../../lib/modules/vault/coin-file.ts';
import type { CoinView } from '../../../lib/modules/vault/queries.ts';
import { coinFileOf } from '../../../lib/node/coins/coin-file-of.ts';
import { coinFileFromText, textOfCoinFile } from '../../../lib/node/coins/coin-file-text.ts';
import { createCoinWorld } from '../../unit/node/support/coin-world.ts';
import { type Bridge, postCheckpoint } from './bridge.ts';
import { signTransfer } from './coins.ts';
import type { Ethereum } from './ethereum.ts';
import { inboxEvents } from './inbox-events.ts';

const SLOT = 1n;

/**
 * The file of the first coin of a Vault, one ether, which went from account to account by their
 * indexes, a coin block each; a checkpoint covers all. Then the sidechain is gone.
 */
export async function fileOfFirstCoin(
  ethereum: Ethereum,
  bridge: Bridge,
  way: readonly number[],
): Promise<CoinFile> {
  const accounts = way.map((index) => {
    const account = ethereum.accounts[index];
    assert(account, 'a test account');
    return account;
  });
  const [first] = accounts;
  assert(first, 'somebody deposits');
  const world = createCoinWorld(bridge.genesis.contracts);
  const { store, history, hear } = world.store({ keepsAll: true });
  await ethereum.send(bridge.vault('depositEth', [], { from: first, value: 10n ** 18n }));
  world.deliver(...(await inboxEvents(ethereum, bridge.genesis.contracts.checkpoints, 1n)));
  for (const [at, account] of accounts.slice(1).entries()) {
    const { parent } = world.coin(SLOT) as CoinView;
    const to = account.address.toLowerCase() as Address;
    const fields = { slot: SLOT, parent, to, lastCoinBlock: 100n };
    const from = accounts[at] ?? first;
    const { transfer, signature } = await signTransfer(bridge.domain, from, fields);
    const failure = world.submit({ ...transfer, ownerSignature: signature });
    assert(failure === undefined, 'the coin moves');
    await hear(world.block());
  }
  const { root: coinRoot, count: coinCount } = world.header();
  const change = { coinRoot, coinCount };
  const { index, header } = await postCheckpoint(ethereum, bridge, bridge.sidechain(), { change });
  await store.pin({ index, coinsBefore: 0n, header });
  const { kind, token, value, birth, parent } = world.coin(SLOT) as CoinView;
  const depositor = first.address.toLowerCase() as Address;
  const coin = { slot: SLOT, kind, token, value, depositor, birth };
  const { file } = await coinFileOf({ genesis: bridge.genesis, store, history }, coin, parent);
  return coinFileFromText(textOfCoinFile(file));
}
