import { useEffect, useMemo, useState } from 'react';
import type { WeftClient } from '../client/create-client.ts';
import type { CommitteeView } from '../client/types.ts';
import { COMMITTEE_RETRY_MS, MAX_KNOWN_COMMITTEES } from '../core/limits.ts';
import { useClient } from './use-client.ts';

/** Null for an epoch whose committee the node has forgotten. */
type Known = ReadonlyMap<bigint, CommitteeView | null>;

const NOTHING_KNOWN: Known = new Map();

/**
 * Committees of epochs, at most MAX_KNOWN_COMMITTEES, each read once: who votes in an epoch never
 * changes.
 */
export function useCommittees(
  epochs: readonly (bigint | undefined)[],
): ReadonlyMap<bigint, CommitteeView> {
  const client = useClient();
  const [known, setKnown] = useState<Known>(() => knownTo(client));
  const [failures, setFailures] = useState(0);
  const wanted = [...new Set(epochs)]
    .flatMap((epoch) => epoch ?? [])
    .slice(0, MAX_KNOWN_COMMITTEES);
  const key = wanted.join(' ');
  const missing = wanted.find((epoch) => !known.has(epoch));

  useEffect(() => {
    if (!client || missing === undefined) return;
    let isCurrent = true;
    let timer: ReturnType<typeof setTimeout> | undefined;
    client.committee(missing).then(
      (committee) => isCurrent && setKnown(learn(client, missing, committee)),
      () => {
        // A node that is still opening its database knows no committee yet.
        if (isCurrent) timer = setTimeout(() => setFailures(failures + 1), COMMITTEE_RETRY_MS);
      },
    );
    return () => {
      isCurrent = false;
      clearTimeout(timer);
    };
  }, [client, missing, failures]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: the key says which are wanted
  return useMemo(
    () => new Map(wanted.flatMap((epoch) => entryOf(epoch, known.get(epoch)))),
    [key, known],
  );
}

function entryOf(
  epoch: bigint,
  committee: CommitteeView | null | undefined,
): [bigint, CommitteeView][] {
  return committee ? [[epoch, committee]] : [];
}

const knownByClient = new WeakMap<WeftClient, Known>();

function knownTo(client: WeftClient | undefined): Known {
  return (client && knownByClient.get(client)) ?? NOTHING_KNOWN;
}

function learn(client: WeftClient, epoch: bigint, committee: CommitteeView | null): Known {
  const entries = [...knownTo(client), [epoch, committee] as const];
  const known = new Map(entries.slice(-MAX_KNOWN_COMMITTEES));
  knownByClient.set(client, known);
  return known;
}
