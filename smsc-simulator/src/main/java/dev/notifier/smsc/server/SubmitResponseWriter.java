package dev.notifier.smsc.server;

import dev.notifier.smsc.behaviour.JunkPdu;
import dev.notifier.smsc.behaviour.ResponseForm;
import dev.notifier.smsc.pdu.CommandId;
import dev.notifier.smsc.pdu.CommandStatus;
import dev.notifier.smsc.pdu.PduBuffer;

/** Writes submit_sm_resp, normal and abnormal, and invalid PDUs. */
final class SubmitResponseWriter {
  private static final int SUBMIT_SM_RESP = CommandId.RESPONSE | CommandId.SUBMIT_SM;
  private static final int TLV_CONGESTION_STATE = 0x0428;
  private static final int LONG_ID_CHARS = 80;
  private static final int OVER_LONG = 0x7FFFFFFF;
  private static final int TOO_SHORT = 8;
  private static final int UNKNOWN_COMMAND = 0x0000_7777;
  private static final int MISSING_TLV_BYTES = 9;

  private SubmitResponseWriter() {}

  /**
   * Writes a submit_sm_resp.
   *
   * @param congestionState 0..255, or -1 for no TLV
   */
  static void write(
      PduBuffer out, int status, int sequence, String id, ResponseForm form, int congestionState) {
    if (status != CommandStatus.OK) {
      writeError(out, status, sequence, congestionState);
      return;
    }
    if (form == ResponseForm.NONE) {
      return;
    }
    int mark = out.begin(SUBMIT_SM_RESP, status, sequence);
    if (writeBody(out, id, form) && congestionState >= 0) {
      writeCongestion(out, congestionState);
    }
    out.finish(mark);
    if (form == ResponseForm.TWICE) {
      write(out, status, sequence, id, ResponseForm.NORMAL, congestionState);
    }
  }

  /** Writes an invalid PDU. */
  static void writeJunk(PduBuffer out, JunkPdu form, int sequence) {
    switch (form) {
      case OVER_LONG -> writeHeader(out, OVER_LONG, sequence);
      case TOO_SHORT -> writeHeader(out, TOO_SHORT, sequence);
      case UNKNOWN_COMMAND -> out.header(UNKNOWN_COMMAND, CommandStatus.OK, sequence);
      case CUT_DELIVER -> {
        int mark = out.begin(CommandId.DELIVER_SM, CommandStatus.OK, sequence);
        out.int1(0);
        out.int1(1);
        out.finish(mark);
      }
    }
  }

  /** Writes the body. Returns whether TLVs may follow it. */
  private static boolean writeBody(PduBuffer out, String id, ResponseForm form) {
    switch (form) {
      case NORMAL, TWICE -> out.cString(id);
      case EMPTY_ID -> out.int1(0);
      case NO_BODY, NONE -> {
        return false;
      }
      case NO_TERMINATOR -> {
        out.cString(id);
        out.removeLast();
        return false;
      }
      case LONG_ID -> out.cString(id + "0".repeat(Math.max(0, LONG_ID_CHARS - id.length())));
      case CUT_TLV -> {
        out.cString(id);
        out.int2(TLV_CONGESTION_STATE);
        out.int2(MISSING_TLV_BYTES);
        out.int1(0);
        return false;
      }
    }
    return true;
  }

  /**
   * Writes an error response. SMPP 3.4 has no body with an error, but a TLV needs an empty
   * message_id before it.
   */
  private static void writeError(PduBuffer out, int status, int sequence, int congestionState) {
    int mark = out.begin(SUBMIT_SM_RESP, status, sequence);
    if (congestionState >= 0) {
      out.int1(0);
      writeCongestion(out, congestionState);
    }
    out.finish(mark);
  }

  private static void writeCongestion(PduBuffer out, int state) {
    out.int2(TLV_CONGESTION_STATE);
    out.int2(1);
    out.int1(state);
  }

  private static void writeHeader(PduBuffer out, int length, int sequence) {
    out.int4(length);
    out.int4(CommandId.DELIVER_SM);
    out.int4(CommandStatus.OK);
    out.int4(sequence);
  }
}
