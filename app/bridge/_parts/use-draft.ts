import { useState } from 'react';
import type { Asset } from '../../../lib/client/bridge/assets.ts';
import { MAX_DEPOSITED_IDS } from '../../../lib/client/bridge/limits.ts';
import type { Holding } from '../../../lib/client/bridge/read-holding.ts';
import { useHolding } from '../../../lib/react/bridge/use-holding.ts';
import { useMissingIds } from '../../../lib/react/bridge/use-missing-ids.ts';
import { idsFromText } from '../../../lib/ui/format/ids-from-text.ts';
import type { BridgeSituation } from './bridge-situation.ts';
import { type CheckedDraft, checkDraft, type Draft, MAX_WITHDRAWN_IDS } from './draft.ts';

const NO_IDS: readonly bigint[] = [];

export interface DraftState {
  draft: Draft;
  asset: Asset;
  checked: CheckedDraft;
  /** It is not known yet whose the typed pieces are. */
  isAsking: boolean;
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
  const isIn = draft.direction === 'in';
  const most = isIn ? MAX_DEPOSITED_IDS : MAX_WITHDRAWN_IDS;
  const typed = asset.kind === 2 ? (idsFromText(draft.text, most).ids ?? NO_IDS) : NO_IDS;
  const [ids, leaving] = isIn ? [typed, NO_IDS] : [NO_IDS, typed];
  const missing = useMissingIds({ account, token: asset.token, ids: leaving }, view?.height);
  const question = { kind: asset.kind, token: asset.token, account, ids };
  const spender = contracts[draft.lane];
  const holding = useHolding(client, { ...question, spender }, facts?.head);
  const weftBalance =
    asset.kind === 0
      ? view?.balanceWei
      : view && (view.tokens.find(({ token }) => token === asset.token)?.amount ?? 0n);
  const checked = checkDraft(draft, asset, {
    account,
    balance: isIn ? holding?.balance : weftBalance,
    missingIds: isIn ? holding && ids.filter((id) => !holding.ownedIds.has(id)) : missing,
  });
  return {
    ...{ draft, asset, checked, holding },
    isAsking: typed.length > 0 && (isIn ? holding : missing) === undefined,
    ethereumBalance: holding?.balance,
    weftBalance: asset.kind === 2 ? undefined : weftBalance,
    change: (change) => setDraft((before) => ({ ...before, ...change })),
    addToken(next) {
      setAdded(next);
      setDraft((before) => ({ ...before, token: next.token, text: '' }));
    },
  };
}
