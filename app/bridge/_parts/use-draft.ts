import { useState } from 'react';
import type { Asset } from '../../../lib/client/bridge/assets.ts';
import type { Holding } from '../../../lib/client/bridge/read-holding.ts';
import { useHolding } from '../../../lib/react/bridge/use-holding.ts';
import { idsFromText } from '../../../lib/ui/format/ids-from-text.ts';
import type { BridgeSituation } from './bridge-situation.ts';
import { type CheckedDraft, checkDraft, type Draft } from './draft.ts';

const NO_IDS: readonly bigint[] = [];
const MANY_IDS = 150;

export interface DraftState {
  draft: Draft;
  asset: Asset;
  checked: CheckedDraft;
  /** On Ethereum. */
  holding: Holding | undefined;
  /** Of the asset on either side; undefined while it is not known. */
  ethereumBalance: bigint | undefined;
  weftBalance: bigint | undefined;
  change(change: Partial<Draft>): void;
  /** A token that the page did not know. */
  addToken(asset: Asset): void;
}

/** The form's content, and what both chains say to it. */
export function useDraft(situation: BridgeSituation): DraftState {
  const { account, assets, contracts, client, facts, view } = situation;
  const [ether] = assets as readonly [Asset, ...Asset[]];
  const [added, setAdded] = useState<Asset>();
  const [draft, setDraft] = useState<Draft>({
    ...{ direction: 'in', lane: 'gateway', token: ether.token, text: '', recipient: '' },
  });
  const known = [...assets, ...(added ? [added] : [])];
  const asset = known.find(({ token }) => token === draft.token) ?? ether;
  const ids = asset.kind === 2 ? (idsFromText(draft.text, MANY_IDS).ids ?? NO_IDS) : NO_IDS;
  const question = { kind: asset.kind, token: asset.token, account, ids };
  const spender = contracts[draft.lane];
  const holding = useHolding(client, { ...question, spender }, facts?.head);
  const weftBalance =
    asset.kind === 0
      ? view?.balanceWei
      : view && (view.tokens.find(({ token }) => token === asset.token)?.amount ?? 0n);
  const isIn = draft.direction === 'in';
  const checked = checkDraft(draft, asset, {
    account,
    balance: isIn ? holding?.balance : weftBalance,
    ownedIds: isIn ? holding?.ownedIds : undefined,
  });
  return {
    ...{ draft, asset, checked, holding },
    ethereumBalance: holding?.balance,
    weftBalance: asset.kind === 2 ? undefined : weftBalance,
    change: (change) => setDraft((before) => ({ ...before, ...change })),
    addToken(next) {
      setAdded(next);
      setDraft((before) => ({ ...before, token: next.token, text: '' }));
    },
  };
}
