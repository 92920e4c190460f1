import { createElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, it } from 'vitest';
import { QuestionRow } from '../../../app/ask/_parts/question-row.tsx';
import { PointsChart } from '../../../app/ask/person/_parts/points-chart.tsx';
import { VoteColumn } from '../../../app/ask/question/_parts/vote-column.tsx';
import type { QuestionSummary } from '../../../lib/client/qa/views.ts';

const question: QuestionSummary = {
  id: 12n,
  title: 'Why <b>? \u202e',
  excerpt: 'Because <script>',
  tags: ['eip-712'],
  author: { account: `0x${'5a'.repeat(20)}`, name: null, points: 410n },
  askedAtMs: 1_000,
  activeAtMs: 1_000,
  score: -1n,
  answers: 2,
  acceptedId: 14n,
  bountyWei: 5n * 10n ** 17n,
  isHidden: false,
};

function rowOf(changes: Partial<QuestionSummary> = {}, isPending = false): string {
  const props = { question: { ...question, ...changes }, nowMs: 241_000, unit: 'WFT', isPending };
  return renderToStaticMarkup(createElement(QuestionRow, props));
}

describe('a question in a list', () => {
  it('leads to its page and says in words how it stands', () => {
    const html = rowOf();
    expect(html).toContain('href="/ask/question?id=12"');
    expect(html).toContain('<bdi>Why &lt;b&gt;?');
    expect(html).toContain('one is accepted');
    expect(html).toContain('0.5 WFT bounty');
    expect(html).toContain('4 min ago');
    expect(html).not.toContain('<script');
  });

  it('says that it is pending, and what no longer holds is not said', () => {
    expect(rowOf({}, true)).toContain('pending');
    expect(rowOf()).not.toContain('pending');
    expect(rowOf({ acceptedId: 0n })).not.toContain('one is accepted');
    expect(rowOf({ bountyWei: 0n })).not.toContain('bounty');
  });
});

describe('votes', () => {
  const votesOf = (props: Partial<Parameters<typeof VoteColumn>[0]>) =>
    renderToStaticMarkup(createElement(VoteColumn, { score: 7n, myVote: 'none', ...props }));

  it('cannot be pressed by one who only reads, or who may not, with the reason', () => {
    expect(votesOf({}).match(/disabled/g)?.length).toBeGreaterThanOrEqual(2);
    expect(votesOf({ onVote: () => {} })).not.toContain('disabled=""');
    const barred = votesOf({ onVote: () => {}, problem: () => 'From 15 points on' });
    expect(barred).toContain('disabled=""');
    expect(barred).toContain('title="From 15 points on"');
  });

  it('show which one is given', () => {
    const html = votesOf({ myVote: 'up', onVote: () => {} });
    expect(html.match(/aria-pressed="true"/g)).toHaveLength(1);
    expect(html).toContain('aria-pressed="true" aria-label="Useful"');
  });
});

describe('the chart of points', () => {
  it('says in words what it draws', () => {
    const line = [
      { atMs: 0, points: 10 },
      { atMs: 86_400_000, points: 25 },
      { atMs: 172_800_000, points: 20 },
    ];
    const html = renderToStaticMarkup(createElement(PointsChart, { line }));
    expect(html).toContain(
      'aria-label="Points over 3 changes: 10 at first, 20 now, at least 10, at most 25."',
    );
    expect(html).toContain('1970-01-03');
    expect(html).not.toMatch(/NaN|Infinity/);
  });

  it('draws nothing of one change, and a flat line of equal ones', () => {
    const chart = (line: { atMs: number; points: number }[]) =>
      renderToStaticMarkup(createElement(PointsChart, { line }));
    expect(chart([{ atMs: 0, points: 10 }])).not.toContain('<svg');
    expect(
      chart([
        { atMs: 5, points: 3 },
        { atMs: 5, points: 3 },
      ]),
    ).not.toMatch(/NaN|Infinity/);
  });
});
