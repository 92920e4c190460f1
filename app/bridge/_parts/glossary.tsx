import { bridgeMessages } from '../../../lib/ui/bridge-messages.ts';
import { Card } from '../../../lib/ui/card.tsx';

const words = bridgeMessages.glossary;

/** What the page's own words mean. */
export function Glossary() {
  return (
    <Card title={words.title} className="mt-10">
      <dl className="grid grid-cols-2 gap-x-10 gap-y-4 text-sm max-desk:grid-cols-1">
        {words.terms.map(([term, meaning]) => (
          <div key={term}>
            <dt className="font-[540]">{term}</dt>
            <dd className="mt-0.5 text-ink-2">{meaning}</dd>
          </div>
        ))}
      </dl>
    </Card>
  );
}
