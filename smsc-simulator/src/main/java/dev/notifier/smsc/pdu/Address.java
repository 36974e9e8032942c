package dev.notifier.smsc.pdu;

/** An SMPP address: type of number, numbering plan, and at most 20 characters. */
public record Address(int ton, int npi, String value) {
  private static final int VISIBLE_START = 5;
  private static final int VISIBLE_END = 3;

  /**
   * Returns the address with its middle masked, as in +84912***678. An address of at most 8
   * characters is masked completely.
   */
  public String masked() {
    if (value.length() <= VISIBLE_START + VISIBLE_END) {
      return "***";
    }
    return value.substring(0, VISIBLE_START)
        + "***"
        + value.substring(value.length() - VISIBLE_END);
  }

  static Address read(PduReader fields, int statusIfTooLong) {
    int ton = fields.int1();
    int npi = fields.int1();
    return new Address(ton, npi, fields.cString(21, statusIfTooLong));
  }

  void write(PduBuffer out) {
    out.int1(ton);
    out.int1(npi);
    out.cString(value);
  }
}
