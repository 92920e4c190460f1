'use client';
import { type ReactNode, useEffect, useState } from 'react';
import { MAX_COLOURED_CHARACTERS } from '../../core/limits.ts';
import { askMessages } from '../ask-messages.ts';
import { CopyButton } from '../copy-button.tsx';
import { type ColouredText, isLanguage } from './languages.ts';

const words = askMessages.markdown;

/** Code as it was written; its colours come when their file has, and nothing moves by that. */
export function CodeBlock({ text, language }: { text: string; language: string }) {
  const [coloured, setColoured] = useState<{ of: string; parts: ColouredText[] }>();
  const mayColour = isLanguage(language) && text.length <= MAX_COLOURED_CHARACTERS;
  useEffect(() => {
    if (!mayColour) return;
    let isCurrent = true;
    import('./colour-code.ts').then(
      ({ colourCode }) => {
        if (isCurrent) setColoured({ of: text, parts: colourCode(text, language) });
      },
      // Offline before its first use: the code stands there in one colour.
      () => {},
    );
    return () => {
      isCurrent = false;
    };
  }, [text, language, mayColour]);
  return (
    <div className="group relative">
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must take the keyboard */}
      <pre tabIndex={0}>
        <code dir="ltr">{coloured?.of === text ? <Coloured parts={coloured.parts} /> : text}</code>
      </pre>
      <span className="absolute top-2 right-2 rounded-chip bg-cloth-sunken">
        <CopyButton value={text} what={words.codeToCopy} />
      </span>
    </div>
  );
}

function Coloured({ parts }: { parts: readonly ColouredText[] }): ReactNode {
  const keyed = parts.map((part, i) => ({ ...part, key: `${i}` }));
  return keyed.map(({ text, className, key }) =>
    className === undefined ? (
      text
    ) : (
      <span key={key} className={className}>
        {text}
      </span>
    ),
  );
}
