import { Query, Resolver } from '@nestjs/graphql';
import {
  capabilities,
  capabilityGroups,
  capabilitySource,
  cooperationModes,
  cooperationModeSource,
  countries,
  countrySources,
  regions,
  regionSource,
  sectorGroups,
  sectors,
  sectorSource,
} from '#domain';
import { Access } from '../auth/access.decorator.js';
import {
  CapabilityType,
  CodeGroupType,
  CooperationModeType,
  CountryType,
  RegionType,
  SectorType,
  TaxonomySourceType,
} from './taxonomy.type.js';

/** The tables of codes are the same for everybody, so that a form can be filled before signing in. */
@Resolver()
export class TaxonomyResolver {
  @Access('anyone')
  @Query(() => [CountryType], { description: 'The countries and regions of ISO 3166-1, by code.' })
  countries(): readonly CountryType[] {
    return countries;
  }

  @Access('anyone')
  @Query(() => [RegionType], { description: 'The regions of UN M49, each followed by its subregions.' })
  regions(): readonly RegionType[] {
    return regions;
  }

  @Access('anyone')
  @Query(() => [SectorType], { description: 'The sectors, by group.' })
  sectors(): readonly SectorType[] {
    return sectors;
  }

  @Access('anyone')
  @Query(() => [CodeGroupType], { description: 'The groups of sectors.' })
  sectorGroups(): readonly CodeGroupType[] {
    return sectorGroups;
  }

  @Access('anyone')
  @Query(() => [CapabilityType], { description: 'The capabilities, by group.' })
  capabilities(): readonly CapabilityType[] {
    return capabilities;
  }

  @Access('anyone')
  @Query(() => [CodeGroupType], { description: 'The groups of capabilities.' })
  capabilityGroups(): readonly CodeGroupType[] {
    return capabilityGroups;
  }

  @Access('anyone')
  @Query(() => [CooperationModeType], { description: 'The cooperation modes.' })
  cooperationModes(): readonly CooperationModeType[] {
    return cooperationModes;
  }

  @Access('anyone')
  @Query(() => [TaxonomySourceType], { description: 'Source and date of the tables of codes.' })
  taxonomySources(): TaxonomySourceType[] {
    return [
      ...countrySources.map((source) => ({ table: 'countries', ...source })),
      { table: 'regions', columns: null, ...regionSource },
      { table: 'sectors', columns: null, ...sectorSource },
      { table: 'capabilities', columns: null, ...capabilitySource },
      { table: 'cooperationModes', columns: null, ...cooperationModeSource },
    ];
  }
}
