/** Plain form of an error, safe to cross a worker border or the wire. */
export interface ErrorObject {
  code: string;
  message: string;
  facts: Record<string, string | number | boolean>;
}

/**
 * The one error class of Weft. `code` is `area/reason` in kebab-case, `facts` are the values that
 * explain it. Words for people are mapped from codes in `lib/ui/error-words.ts`.
 */
export class WeftError<Code extends string = string> extends Error {
  override readonly name = 'WeftError';
  readonly code: Code;
  readonly facts: ErrorObject['facts'];

  constructor(code: Code, message: string, facts: ErrorObject['facts'] = {}) {
    super(message);
    this.code = code;
    this.facts = facts;
  }

  toObject(): ErrorObject {
    return { code: this.code, message: this.message, facts: this.facts };
  }

  static fromObject(object: ErrorObject): WeftError {
    return new WeftError(object.code, object.message, object.facts);
  }
}

/** Turns anything thrown into an error object, so that nothing is lost at a border. */
export function errorObjectFrom(thrown: unknown): ErrorObject {
  if (thrown instanceof WeftError) return thrown.toObject();
  const message = thrown instanceof Error ? thrown.message : String(thrown);
  return { code: 'internal/unexpected', message, facts: {} };
}
