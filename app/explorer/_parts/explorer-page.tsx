'use client';
import { useRouter, useSearchParams } from 'next/navigation';
import { useChain } from '../../../lib/react/use-chain.ts';
import { links } from '../../../lib/ui/links.ts';
import { SearchForm } from '../../../lib/ui/search-form.tsx';
import { type Sought, soughtFromText } from '../../../lib/ui/sought.ts';
import { AccountPage } from './account-page.tsx';
import { BlockPage } from './block-page.tsx';
import { HashPage } from './hash-page.tsx';
import { LatestPage } from './latest-page.tsx';
import { NotFound } from './not-found.tsx';
import { TransactionPage } from './transaction-page.tsx';

/** One page, four views: static files have no parameters, so the query says which. */
export function ExplorerPage() {
  const query = useSearchParams();
  const router = useRouter();
  const chain = useChain();
  const search = (
    <SearchForm
      onSearch={(text) => {
        const sought = soughtFromText(text, chain?.names);
        if (sought) router.push(linkTo(sought));
        return sought !== undefined;
      }}
    />
  );
  const [kind, text] = firstOf(query, ['block', 'tx', 'account', 'find']);
  if (kind === undefined) return <LatestPage search={search} />;
  const sought = soughtFromText(text);
  const missing = <NotFound sought={sought} text={text} search={search} />;
  if (sought?.kind === 'height' && kind === 'block') {
    return <BlockPage reference={sought.height} missing={missing} />;
  }
  if (sought?.kind === 'hash') {
    if (kind === 'block') return <BlockPage reference={sought.hash} missing={missing} />;
    if (kind === 'tx') return <TransactionPage hash={sought.hash} missing={missing} />;
    if (kind === 'find') return <HashPage hash={sought.hash} missing={missing} />;
  }
  if (sought?.kind === 'account' && kind === 'account') {
    return <AccountPage address={sought.address} />;
  }
  return missing;
}

function linkTo(sought: Sought): string {
  if (sought.kind === 'height') return links.block(sought.height);
  return sought.kind === 'hash' ? links.find(sought.hash) : links.account(sought.address);
}

function firstOf<Kind extends string>(
  query: URLSearchParams,
  kinds: readonly Kind[],
): [Kind, string] | [undefined, undefined] {
  for (const kind of kinds) {
    const text = query.get(kind);
    if (text !== null) return [kind, text];
  }
  return [undefined, undefined];
}
