import { createElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, it } from 'vitest';
import type { TransactionView } from '../../../lib/client/types.ts';
import { TransactionList } from '../../../lib/ui/transaction-list.tsx';
import { transactionWords } from '../../../lib/ui/transaction-words.ts';
import { sampleTransaction } from '../client/samples.ts';

describe('the sentence of a transaction', () => {
  it('says what a session may do in the words of its card', () => {
    const opened = {
      ...{ primaryType: 'SessionOpen', fields: { actions: 'QaAsk QaHide' } },
      description: 'Ann lets a key of a browser sign QaAsk, QaHide and spend at most 0',
    };
    expect(transactionWords(opened)).toBe(
      'Ann lets a key of a browser ask, hide posts and spend at most 0',
    );
    expect(transactionWords({ ...opened, primaryType: 'Other' })).toBe(opened.description);
  });
});

describe('the cost of a transaction', () => {
  const textOf = (changes: Partial<TransactionView>) =>
    renderToStaticMarkup(
      createElement(TransactionList, { transactions: [sampleTransaction(changes)], unit: 'ETH' }),
    );

  it('says that a sponsor paid it, and nothing of one where its sender did', () => {
    expect(textOf({ isFree: true, feeWei: 5n })).toContain('paid by a sponsor');
    expect(textOf({ isFree: false, feeWei: 5n })).not.toContain('paid by a sponsor');
  });

  it('is none where stake covered it', () => {
    expect(textOf({ isFree: true, feeWei: 0n })).toContain('free for its sender');
  });
});
