'use client';
import { useEffect, useState } from 'react';
import { askMessages } from '../../../../lib/ui/ask-messages.ts';
import type { DifferencePart } from '../../../../lib/ui/differences.ts';

const words = askMessages.history;

interface Found {
  before: string;
  after: string;
  /** Undefined when too much differs. */
  parts: readonly DifferencePart[] | undefined;
}

/** A text with the words that went and the words that came; what compares them loads for it. */
export function TextDifference({ before, after }: { before: string | undefined; after: string }) {
  const [found, setFound] = useState<Found>();
  useEffect(() => {
    if (before === undefined) return;
    let isCurrent = true;
    import('../../../../lib/ui/differences.ts').then(
      ({ differences }) => {
        if (isCurrent) setFound({ before, after, parts: differences(before, after) });
      },
      // Offline before its first use: the new text stands there whole.
      () => {},
    );
    return () => {
      isCurrent = false;
    };
  }, [before, after]);
  const isFound = found !== undefined && found.before === before && found.after === after;
  return (
    <>
      {isFound && !found.parts && <p className="mb-2 text-sm text-ink-2">{words.tooDifferent}</p>}
      <div
        dir="auto"
        className="max-w-[80ch] rounded-field bg-cloth-sunken px-4 py-3 text-sm wrap-anywhere whitespace-pre-wrap"
      >
        {isFound && found.parts ? <Parts parts={found.parts} /> : after}
      </div>
    </>
  );
}

function Parts({ parts }: { parts: readonly DifferencePart[] }) {
  const keyed = parts.map((part, i) => ({ ...part, key: `${i}` }));
  return keyed.map(({ key, kind, text }) => {
    if (kind === 'same') return <span key={key}>{text}</span>;
    const isGone = kind === 'removed';
    const Element = isGone ? 'del' : 'ins';
    return (
      <Element
        key={key}
        className={
          isGone ? 'bg-fault-wash text-fault' : 'bg-dye-wash text-dye-3 no-underline font-[540]'
        }
      >
        <span className="sr-only"> {isGone ? words.removed : words.added} </span>
        {text}
      </Element>
    );
  });
}
