package dev.notifier.batchfiles.rows;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.CoderResult;

/**
 * Windows-1258, for reading only. The JDK has it in the module jdk.charsets, which small runtimes
 * do not have.
 */
final class Windows1258 extends Charset {
  private static final int HIGH = 0x80;
  private static final char NONE = '\uFFFD';

  /** The characters of 0x80 to 0xFF; tones follow their vowel. */
  private static final String HIGH_CHARACTERS =
      "€\uFFFD‚ƒ„…†‡ˆ‰\uFFFD‹Œ\uFFFD\uFFFD\uFFFD\uFFFD‘’“”•–—˜™\uFFFD›œ\uFFFD\uFFFDŸ"
          + "\u00A0¡¢£¤¥¦§¨©ª«¬\u00AD®¯°±²³´µ¶·¸¹º»¼½¾¿"
          + "ÀÁÂĂÄÅÆÇÈÉÊË\u0300ÍÎÏĐÑ\u0309ÓÔƠÖ×ØÙÚÛÜƯ\u0303ß"
          + "àáâăäåæçèéêë\u0301íîïđñ\u0323óôơö÷øùúûüư₫ÿ";

  Windows1258() {
    super("x-notifier-windows-1258", new String[0]);
  }

  @Override
  public boolean contains(Charset other) {
    return other instanceof Windows1258;
  }

  @Override
  public CharsetDecoder newDecoder() {
    return new Decoder(this);
  }

  @Override
  public boolean canEncode() {
    return false;
  }

  @Override
  public CharsetEncoder newEncoder() {
    throw new UnsupportedOperationException("files are written in UTF-8");
  }

  private static final class Decoder extends CharsetDecoder {
    Decoder(Charset charset) {
      super(charset, 1, 1);
    }

    @Override
    protected CoderResult decodeLoop(ByteBuffer in, CharBuffer out) {
      while (in.hasRemaining()) {
        int b = in.get(in.position()) & 0xFF;
        char c = b < HIGH ? (char) b : HIGH_CHARACTERS.charAt(b - HIGH);
        if (c == NONE) {
          return CoderResult.unmappableForLength(1);
        }
        if (!out.hasRemaining()) {
          return CoderResult.OVERFLOW;
        }
        out.put(c);
        in.get();
      }
      return CoderResult.UNDERFLOW;
    }
  }
}
