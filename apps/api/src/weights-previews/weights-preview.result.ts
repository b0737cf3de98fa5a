import { Field, ObjectType } from '@nestjs/graphql';
import { ForumType } from '../forums/forum.type.js';
import { RefusalType, WrongStateType } from '../graphql/refusal.types.js';
import { resultUnion } from '../graphql/result-union.js';
import { WeightsPreviewType } from './weights-preview.type.js';

@ObjectType('WeightsPreviewStale', {
  implements: RefusalType,
  description: 'The forum has other weights than the preview compared with. Preview again.',
})
export class WeightsPreviewStaleType extends RefusalType {
  @Field({ description: 'Version of the weights that the preview compared with.' })
  comparedVersion: string;

  @Field({ description: 'Version of the forum’s present weights.' })
  presentVersion: string;
}

export const PreviewWeightsResult = resultUnion({
  name: 'PreviewWeightsResult',
  resultName: 'WeightsPreview',
  result: WeightsPreviewType,
  refusals: [WrongStateType],
  description: 'The preview, or why not.',
});

export const AdoptWeightsPreviewResult = resultUnion({
  name: 'AdoptWeightsPreviewResult',
  resultName: 'Forum',
  result: ForumType,
  refusals: [WrongStateType, WeightsPreviewStaleType],
  description: 'The forum with its new weights, or why not.',
});
