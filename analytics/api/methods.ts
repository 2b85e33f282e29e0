/**
 * The contract. A method's argument and result types follow from its name; both ends read this table, so a method that
 * is not here does not exist.
 */
import { z } from 'zod';
import { columnMap, FILE_KINDS } from './documents/columnMap.ts';
import {
  incentiveCase,
  outlookTerms,
  paySelection,
  planPromotion,
  planText,
  planWish,
  scenarioText,
} from './documents/incentiveCase.ts';
import { packSpec } from './documents/pack.ts';
import { policy } from './documents/policy.ts';
import { dimensionId, figureSpec, filter, querySpec } from './documents/query.ts';
import { partnerProfile } from './documents/segmentation.ts';
import {
  capacityTerms,
  coverageTerms,
  manualMove,
  marginTerms,
  segmentationText,
  segmentCase,
  segmentChange,
  whitespaceTerms,
} from './documents/segmentCase.ts';
import { exceptionEntry, programText, promotion, tierCase, tierSelection, tierWish } from './documents/tierCase.ts';
import { attestation, type TierProgram } from './documents/tierProgram.ts';
import type { AccrualRollForward, IncentiveOutlook, PayExperiment } from './incentiveOutlook.ts';
import type { LineSentence, PastedPlan, PlanChange, PlanCheck, PlanTemplate } from './incentivePlans.ts';
import type { GamingReport, PayCurveReply, PlanSearch } from './incentiveSearch.ts';
import type {
  DealCosts,
  IncentiveExport,
  IncentiveSimulation,
  OpenedPlan,
  PayBridge,
  PayExplanation,
  PayRow,
  SavedPlan,
} from './incentives.ts';
import { LIMITS } from './limits.ts';
import type { PayoutAudit } from './payoutAudit.ts';
import type {
  BatchReply,
  DimensionInfo,
  FileInspection,
  Finding,
  HistoryEntry,
  KindField,
  LoadRecord,
  LoadReport,
  MetricInfo,
  PackFile,
  PackPreview,
  Passport,
  PeriodChoice,
  QueryReply,
  TableReply,
  WorkspaceStatus,
} from './results.ts';
import type {
  CapacityPlan,
  Coverage,
  ManualMove,
  OpenedSegmentation,
  ProfileFit,
  SavedSegmentation,
  ScoredProspects,
  SegmentationCheck,
  SegmentationTemplate,
  SegmentComparison,
  SegmentExport,
  SegmentMember,
  SegmentMovement,
  SegmentReturns,
  SegmentRun,
  SegmentWhatIf,
  WhiteSpace,
} from './segments.ts';
import type {
  BackTest,
  Distribution,
  InferredProgram,
  PastedProgram,
  PlacementCheck,
  ProgramCheck,
  ProgramTemplate,
  RegisteredException,
  SavedProgram,
  SearchResult,
  TierExplanation,
  TierExport,
  TierRow,
  TierSimulation,
} from './tiers.ts';

interface Method<P extends z.ZodType, R> {
  readonly params: P;
  /** Never set: carries the result type. */
  readonly result?: R;
}

function method<P extends z.ZodType>(params: P): { returns<R>(): Method<P, R> } {
  return { returns: () => ({ params }) };
}

const nothing = z.strictObject({});
const path = z.string().min(1).max(4_096);
const fileRef = z.strictObject({ path, name: z.string().max(255).optional() });
/** `record`: levels by SQL, the answer of record, instead of by the kernel that keeps up with a dragged threshold. */
const recordableCase = tierCase.extend({ record: z.boolean().default(false) });
/** `record`: paid by SQL, the answer of record, instead of by the kernel that keeps up with a dragged rate. */
const recordablePay = incentiveCase.extend({ record: z.boolean().default(false) });
/** How many of a list are given; the others are counted. */
const listed = z.int().min(1).max(1_000_000).optional();
/** The network on a day, whatever its segments. */
const network = segmentCase.pick({ asOf: true, where: true });
const scope = { period: z.string().optional(), where: z.array(filter).max(32).default([]) };

export const METHODS = {
  'workspace.create': method(
    z.strictObject({ path, name: z.string().min(1).max(120).optional() }),
  ).returns<WorkspaceStatus>(),
  'workspace.open': method(z.strictObject({ path })).returns<WorkspaceStatus>(),
  /** Opens the user's copy of the sample network that ships with the product, made anew when a newer sample shipped. */
  'workspace.openSample': method(nothing).returns<WorkspaceStatus>(),
  'workspace.status': method(nothing).returns<WorkspaceStatus | null>(),
  'workspace.close': method(nothing).returns<null>(),
  'workspace.recent':
    method(nothing).returns<readonly { readonly path: string; readonly name: string; readonly openedAt: string }[]>(),
  /** Where a new workspace goes when the user does not say. */
  'workspace.suggest': method(z.strictObject({ name: z.string().min(1).max(120) })).returns<{
    readonly path: string;
  }>(),
  'workspace.periods': method(nothing).returns<{
    readonly choices: readonly PeriodChoice[];
    readonly current: string | null;
  }>(),

  'policy.set': method(z.strictObject({ policy })).returns<WorkspaceStatus>(),

  'history.list': method(nothing).returns<readonly HistoryEntry[]>(),
  /** `careful` takes nothing back that could not be done again: what a key does must be undone by another key. */
  'history.undo': method(z.strictObject({ careful: z.boolean().default(false) })).returns<{ readonly label: string }>(),
  'history.redo': method(nothing).returns<{ readonly label: string }>(),

  'dataset.inspect': method(
    z.strictObject({
      files: z
        .array(fileRef.extend({ as: z.enum(FILE_KINDS).optional(), map: columnMap.optional() }))
        .min(1)
        .max(LIMITS.filesPerLoad),
    }),
  ).returns<readonly FileInspection[]>(),
  'dataset.fields': method(z.strictObject({ as: z.enum(FILE_KINDS) })).returns<readonly KindField[]>(),
  'dataset.load': method(
    z.strictObject({
      files: z
        .array(fileRef.extend({ map: columnMap }))
        .min(1)
        .max(LIMITS.filesPerLoad),
    }),
  ).returns<LoadReport>(),
  'dataset.loads': method(nothing).returns<readonly LoadRecord[]>(),
  /** Rows a load refused: source row, column, value, reason. */
  'dataset.refused': method(z.strictObject({ loadId: z.int() })).returns<TableReply>(),
  'dataset.undo': method(z.strictObject({ loadId: z.int() })).returns<LoadReport>(),

  'metric.list': method(nothing).returns<readonly MetricInfo[]>(),
  'dimension.list': method(nothing).returns<readonly DimensionInfo[]>(),
  'dimension.values': method(
    z.strictObject({
      dim: dimensionId,
      search: z.string().max(200).default(''),
      limit: z.int().min(1).max(500).default(50),
    }),
  ).returns<readonly { readonly value: string | null; readonly label: string; readonly partners: number }[]>(),

  'query.run': method(z.strictObject({ spec: querySpec })).returns<QueryReply>(),
  /** The rows behind a figure, newest first. */
  'query.rows': method(
    z.strictObject({ figure: figureSpec, part: z.enum(['numerator', 'denominator']).optional() }),
  ).returns<TableReply & { readonly totalRows: number }>(),
  'query.trace': method(z.strictObject({ figure: figureSpec })).returns<Passport>(),

  'cursor.next': method(z.strictObject({ cursor: z.string() })).returns<BatchReply>(),
  'cursor.close': method(z.strictObject({ cursor: z.string() })).returns<null>(),

  'finding.list': method(z.strictObject(scope)).returns<readonly Finding[]>(),
  'finding.snooze': method(
    z.strictObject({ id: z.string(), until: z.iso.date(), reason: z.string().min(1).max(300) }),
  ).returns<null>(),
  'finding.wake': method(z.strictObject({ id: z.string() })).returns<null>(),

  'pack.preview': method(z.strictObject({ spec: packSpec })).returns<PackPreview>(),
  /** Builds the workbook. With a path it is written there, whole or not at all; without one its bytes come back. */
  'pack.build': method(z.strictObject({ spec: packSpec, path: path.optional() })).returns<PackFile>(),

  /** Shapes of published programs to start from. */
  'tier.templates': method(nothing).returns<readonly ProgramTemplate[]>(),
  'tier.check': method(z.strictObject({ program: programText })).returns<ProgramCheck>(),
  /** A program from a grid of criteria × levels, as a spreadsheet puts it on the clipboard (tabs and newlines). */
  'tier.paste': method(z.strictObject({ text: z.string().min(1).max(100_000) })).returns<PastedProgram>(),
  /** A program from the levels in force and the history of those who hold them. */
  'tier.infer': method(z.strictObject({ asOf: z.iso.date().optional() })).returns<InferredProgram>(),
  'tier.placement': method(z.strictObject({ asOf: z.iso.date().optional() })).returns<PlacementCheck>(),
  /**
   * `alone` also counts what each change does when it is made by itself: not while something is being dragged. Of the calls
   * with the same `drag` that wait, only the newest is computed; the others end as `cancelled`.
   */
  'tier.simulate': method(
    recordableCase.extend({ alone: z.boolean().default(false), drag: z.string().max(60).optional() }),
  ).returns<TierSimulation>(),
  'tier.rows': method(
    recordableCase.extend({ select: tierSelection.default({}), limit: z.int().min(1).max(1_000_000).default(500) }),
  ).returns<{ readonly rows: readonly TierRow[]; readonly total: number }>(),
  /** Of every measure and score that has a threshold. */
  'tier.distributions': method(
    z.strictObject({
      program: programText,
      asOf: z.iso.date().optional(),
      where: tierCase.shape.where,
    }),
  ).returns<readonly Distribution[]>(),
  'tier.explain': method(tierCase.extend({ partner: z.string().min(1) })).returns<TierExplanation>(),
  'tier.backtest': method(
    tierCase.extend({ reviews: z.int().min(2).max(60).default(8), withinReviews: z.int().min(1).max(8).default(2) }),
  ).returns<BackTest>(),
  'tier.search': method(tierCase.extend({ wish: tierWish })).returns<SearchResult>(),
  /** `levels`: the new level of every partner. `calls`: one line per mover and near-miss, by owner, with gap and next step. */
  'tier.export': method(tierCase.extend({ list: z.enum(['levels', 'calls']) })).returns<TierExport>(),
  /** The program for the next year: dates moved, thresholds multiplied and rounded to figures one can say aloud. */
  'tier.roll': method(
    z.strictObject({
      program: programText,
      effectiveFrom: z.iso.date(),
      /** Multiplies every threshold of money or points; 1.1 is ten percent more. */
      factor: z.number().min(0.1).max(10).default(1),
      /** Measures of those who joined within the window are scaled up to a whole one, from so many days on. */
      proRateFromDays: z.int().min(1).max(3_660).optional(),
      /** Levels of the old year are honoured until this day. */
      honourUntil: z.iso.date().optional(),
    }),
  ).returns<TierProgram>(),

  'tier.saved': method(nothing).returns<readonly SavedProgram[]>(),
  'tier.program': method(z.strictObject({ id: z.int() })).returns<{
    readonly saved: SavedProgram;
    readonly program: TierProgram;
  }>(),
  /**
   * Without an id it makes a new draft; a promoted version is frozen and is saved as a copy only. Without a baseline a draft
   * keeps the one it has, and a copy starts from what it copies.
   */
  'tier.save': method(
    z.strictObject({
      id: z.int().optional(),
      name: z.string().min(1).max(120),
      baseline: z.int().nullable().optional(),
      program: programText,
    }),
  ).returns<SavedProgram>(),
  'tier.remove': method(z.strictObject({ id: z.int() })).returns<null>(),
  'tier.promote': method(promotion).returns<SavedProgram>(),
  'tier.exceptions': method(nothing).returns<readonly RegisteredException[]>(),
  'tier.saveException': method(exceptionEntry).returns<RegisteredException>(),
  /** Several at once, as one step that is undone as one. */
  'tier.addExceptions': method(
    z.strictObject({ exceptions: z.array(exceptionEntry.shape.exception).min(1).max(5_000) }),
  ).returns<{ readonly added: number }>(),
  'tier.removeException': method(z.strictObject({ id: z.int() })).returns<null>(),
  'tier.attestations': method(nothing).returns<readonly (z.output<typeof attestation> & { readonly id: number })[]>(),
  'tier.saveAttestation': method(z.strictObject({ id: z.int().optional(), attestation })).returns<null>(),
  'tier.removeAttestation': method(z.strictObject({ id: z.int() })).returns<null>(),

  /** Shapes of published plans to start from. */
  'incentive.templates': method(nothing).returns<readonly PlanTemplate[]>(),
  'incentive.check': method(z.strictObject({ plan: planText })).returns<PlanCheck>(),
  /** A plan from a rate card, as a spreadsheet or an e-mail puts it on the clipboard. */
  'incentive.paste': method(z.strictObject({ text: z.string().min(1).max(100_000) })).returns<PastedPlan>(),
  /** Each line as a sentence whose values can be changed where they stand. */
  'incentive.sentences': method(z.strictObject({ plan: planText })).returns<readonly LineSentence[]>(),
  'incentive.differences': method(z.strictObject({ from: planText, to: planText })).returns<readonly PlanChange[]>(),
  /** Of the calls with the same `drag` that wait, only the newest is computed; the others end as `cancelled`. */
  'incentive.simulate': method(
    recordablePay.extend({ drag: z.string().max(60).optional() }),
  ).returns<IncentiveSimulation>(),
  'incentive.rows': method(
    recordablePay.extend({ select: paySelection.default({}), limit: z.int().min(1).max(1_000_000).default(500) }),
  ).returns<{ readonly rows: readonly PayRow[]; readonly total: number }>(),
  'incentive.explain': method(
    incentiveCase.extend({ partner: z.string().min(1), deals: z.int().min(0).max(10_000).default(50) }),
  ).returns<PayExplanation>(),
  /**
   * From the other side of the case to the plans. With `since` from an earlier period to the period of the case, under the same
   * plans or as paid: who came and went, volume, mix, levels, rates.
   */
  'incentive.bridge': method(incentiveCase.extend({ since: z.string().optional() })).returns<PayBridge>(),
  'incentive.outlook': method(incentiveCase.extend({ terms: outlookTerms.prefault({}) })).returns<IncentiveOutlook>(),
  'incentive.search': method(incentiveCase.extend({ wish: planWish.prefault({}) })).returns<PlanSearch>(),
  'incentive.gaming': method(incentiveCase).returns<GamingReport>(),
  'incentive.payCurve': method(
    incentiveCase.extend({ partner: z.string().min(1), line: z.string().min(1) }),
  ).returns<PayCurveReply>(),
  /** Everything paid on a deal beside its margin, the least profitable first. */
  'incentive.deals': method(
    incentiveCase.extend({ limit: z.int().min(1).max(100_000).default(200) }),
  ).returns<DealCosts>(),
  /** `payouts`: what to pay, one line a payee, line and period. `partners`: before and after by partner, with the reason. */
  'incentive.export': method(
    incentiveCase.extend({ list: z.enum(['payouts', 'partners']) }),
  ).returns<IncentiveExport>(),
  /** Payouts against the plans in force. */
  'incentive.audit': method(z.strictObject(scope)).returns<PayoutAudit>(),
  'incentive.accrual': method(z.strictObject(scope)).returns<AccrualRollForward>(),
  'incentive.experiment': method(z.strictObject(scope)).returns<PayExperiment>(),

  'incentive.saved': method(nothing).returns<readonly SavedPlan[]>(),
  'incentive.plan': method(z.strictObject({ id: z.int() })).returns<OpenedPlan>(),
  /** Without an id it makes a new draft; a promoted version is frozen and is saved as a copy only. */
  'incentive.save': method(
    z.strictObject({
      id: z.int().optional(),
      name: z.string().min(1).max(120),
      baseline: z.int().nullable().optional(),
      scenario: scenarioText,
    }),
  ).returns<SavedPlan>(),
  'incentive.remove': method(z.strictObject({ id: z.int() })).returns<null>(),
  'incentive.promote': method(planPromotion).returns<SavedPlan>(),

  /** Ways to segment, to start from. */
  'segment.templates': method(nothing).returns<readonly SegmentationTemplate[]>(),
  'segment.check': method(z.strictObject({ segmentation: segmentationText })).returns<SegmentationCheck>(),
  /** Of the calls with the same `drag` that wait, only the newest is computed; the others end as `cancelled`. */
  'segment.run': method(
    segmentCase.extend({ limit: z.int().min(1).max(200_000).default(20_000), drag: z.string().max(60).optional() }),
  ).returns<SegmentRun>(),
  'segment.members': method(
    segmentCase.extend({
      /** All when left out; null for those that could not be placed. */
      segment: z.string().nullable().optional(),
      limit: z.int().min(1).max(1_000_000).default(500),
    }),
  ).returns<{ readonly rows: readonly SegmentMember[]; readonly total: number }>(),
  'segment.compare': method(segmentCase.extend({ a: z.string(), b: z.string() })).returns<SegmentComparison>(),
  /** Quarter by quarter, as the segmentation would have placed partners then; as it did, where it is a saved one. */
  'segment.movement': method(
    segmentCase.extend({
      quarters: z.int().min(2).max(40).default(8),
      /** Whose movers are told, by its label (`FY26-Q3`); the last one when left out. */
      quarter: z.string().max(40).optional(),
      /** Movers that are listed, a thousand when left out; the others are counted. */
      limit: listed,
    }),
  ).returns<SegmentMovement>(),
  'segment.returns': method(
    segmentCase.extend({ ...marginTerms.shape, limit: z.int().min(1).max(1_000_000).default(500) }),
  ).returns<SegmentReturns>(),
  'segment.whatIf': method(
    segmentCase.extend({
      ...marginTerms.shape,
      change: segmentChange,
      /** Partners that are listed, a thousand when left out; the others are counted. */
      limit: listed,
    }),
  ).returns<SegmentWhatIf>(),
  'segment.export': method(segmentCase).returns<SegmentExport>(),
  /** A profile of the ideal partner, held against what came after it was scored. */
  'segment.fit': method(
    network.extend({
      profile: partnerProfile,
      /** Partners that are listed, twenty thousand when left out; the others are counted. */
      limit: listed,
    }),
  ).returns<ProfileFit>(),
  /** Of a pasted list; without one, of the partners of the network that are prospects. */
  'segment.prospects': method(
    z.strictObject({ profile: partnerProfile, list: z.string().max(500_000).optional() }),
  ).returns<ScoredProspects>(),
  'segment.whitespace': method(network.extend(whitespaceTerms.shape)).returns<WhiteSpace>(),
  'segment.capacity': method(network.extend(capacityTerms.shape)).returns<CapacityPlan>(),
  'segment.coverage': method(network.extend(coverageTerms.shape)).returns<Coverage>(),
  'segment.saved': method(nothing).returns<readonly SavedSegmentation[]>(),
  'segment.open': method(z.strictObject({ id: z.int() })).returns<OpenedSegmentation>(),
  /** Without an id it makes a new one. */
  'segment.save': method(
    z.strictObject({ id: z.int().optional(), name: z.string().min(1).max(120), segmentation: segmentationText }),
  ).returns<SavedSegmentation>(),
  'segment.remove': method(z.strictObject({ id: z.int() })).returns<null>(),
  /** Makes it the one whose segments are the dimension `segment`, placed at every quarter's end of history. */
  'segment.assign': method(z.strictObject({ id: z.int() })).returns<SavedSegmentation>(),
  'segment.moves': method(z.strictObject({ id: z.int() })).returns<readonly ManualMove[]>(),
  'segment.move': method(manualMove).returns<{ readonly moved: number }>(),
  /** Takes a manual move back. */
  'segment.unmove': method(z.strictObject({ id: z.int() })).returns<null>(),

  'call.cancel': method(z.strictObject({ id: z.int() })).returns<{ readonly found: boolean }>(),
} as const;

export type Methods = typeof METHODS;
export type MethodName = keyof Methods;
/** What a caller passes: fields with defaults may be left out. */
export type Params<M extends MethodName> = z.input<Methods[M]['params']>;
/** What a handler receives: checked, defaults filled in. */
export type Checked<M extends MethodName> = z.output<Methods[M]['params']>;
export type Result<M extends MethodName> = Exclude<Methods[M]['result'], undefined>;

/** What the engine tells without being asked. */
export interface Events {
  /** Long work: `total` is 0 when it cannot be known. */
  progress: {
    readonly callId: number;
    readonly stage: string;
    readonly done: number;
    readonly total: number;
    readonly unit: string;
  };
  /** Something in the workspace changed, by this client or another one. */
  changed: {
    readonly path: string;
    readonly dataVersion: number;
    readonly policyVersion: number;
    readonly what: string;
  };
}
export type EventName = keyof Events;

export interface CallOptions {
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: Events['progress']) => void;
}

/** What every host offers and every client uses. */
export interface AnalyticsApi {
  call<M extends MethodName>(method: M, params: Params<M>, options?: CallOptions): Promise<Result<M>>;
  on<E extends EventName>(event: E, listen: (data: Events[E]) => void): () => void;
  close(): void;
}
