import type { Label, Provenance } from './label.js';

export type CooperationModeCode = 'product_service' | 'engineering' | 'investment' | 'finance_industry' | 'strategic';

/** A form of three-party cooperation. */
export interface CooperationMode {
  readonly code: CooperationModeCode;
  readonly label: Label;
  /** What it covers, in English. */
  readonly scope: string;
}

export const cooperationModeSource: Provenance = {
  source:
    'The five categories of the NDRC’s guidelines and cases of third-party market cooperation (2019); wording is the project’s own',
  asOf: '2026-11-23',
};

export const cooperationModes: readonly CooperationMode[] = [
  {
    code: 'product_service',
    label: { en: 'Product and service cooperation', zh: '产品服务类' },
    scope: 'Equipment procurement, certification, legal and commercial services bought jointly',
  },
  {
    code: 'engineering',
    label: { en: 'Engineering cooperation', zh: '工程合作类' },
    scope: 'General contracting, subcontracting, joint bidding',
  },
  {
    code: 'investment',
    label: { en: 'Investment cooperation', zh: '投资合作类' },
    scope: 'M&A, joint venture, equity participation, joint development',
  },
  {
    code: 'finance_industry',
    label: { en: 'Finance-industry cooperation', zh: '产融结合类' },
    scope: 'Syndicated loans, loan participation, co-investment funds, export-credit insurance',
  },
  {
    code: 'strategic',
    label: { en: 'Strategic cooperation', zh: '战略合作类' },
    scope: 'Long-term strategic alliance, joint R&D, joint third-market agreements',
  },
];

const modeByCode = new Map<string, CooperationMode>(cooperationModes.map((mode) => [mode.code, mode]));

/** The cooperation mode of a code, or null when there is none. */
export function findMode(code: string): CooperationMode | null {
  return modeByCode.get(code) ?? null;
}
