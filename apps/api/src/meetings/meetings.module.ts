import { Module } from '@nestjs/common';
import { AgendasResolver } from './agendas.resolver.js';
import './booking.messages.js';
import { BookingsResolver } from './bookings.resolver.js';
import { FreeSlotFieldsResolver, MeetingFieldsResolver } from './meeting-fields.resolver.js';

@Module({ providers: [AgendasResolver, BookingsResolver, FreeSlotFieldsResolver, MeetingFieldsResolver] })
export class MeetingsModule {}
