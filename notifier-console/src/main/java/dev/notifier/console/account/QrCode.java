package dev.notifier.console.account;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * A QR code (ISO/IEC 18004) of a short text: version 5 or 6, bytes, level L, and always the mask of
 * a chess board. Immutable.
 */
final class QrCode {
  private static final int BITS = 8;
  private static final int FINDER = 7;
  private static final int TIMING = 6;
  private static final int QUIET = 4;
  private static final int BYTE_MODE = 0b0100;

  /** Level L with mask 0, and its check bits. */
  private static final int FORMAT = 0b111011111000100;

  private static final int FORMAT_BITS = 15;
  private static final int FIRST_PAD = 0xEC;
  private static final int PADS = 0xEC ^ 0x11;

  /** A version: its side in modules, and how its bytes are divided. */
  private enum Version {
    FIVE(37, 1, 108, 26),
    SIX(41, 2, 68, 18);

    private final int size;
    private final int blocks;
    private final int data;
    private final int checks;

    Version(int size, int blocks, int data, int checks) {
      this.size = size;
      this.blocks = blocks;
      this.data = data;
      this.checks = checks;
    }

    /** Mode and length take twelve bits. */
    boolean holds(int bytes) {
      return bytes <= blocks * data - 2;
    }
  }

  private final int size;
  private final boolean[][] dark;
  private final boolean[][] taken;

  private QrCode(Version version, byte[] text) {
    size = version.size;
    dark = new boolean[size][size];
    taken = new boolean[size][size];
    drawPatterns();
    drawFormat();
    drawBytes(interleave(version, bytes(version, text)));
  }

  /** The code of a text; nothing if the text has more than 134 bytes. */
  static Optional<QrCode> of(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    for (Version version : Version.values()) {
      if (version.holds(bytes.length)) {
        return Optional.of(new QrCode(version, bytes));
      }
    }
    return Optional.empty();
  }

  /** The side with the light border around it, in modules. */
  int side() {
    return size + 2 * QUIET;
  }

  /** The dark modules as the path of an SVG, in modules. */
  String path() {
    StringBuilder path = new StringBuilder();
    for (int y = 0; y < size; y++) {
      for (int x = 0; x < size; x++) {
        if (dark[y][x]) {
          path.append('M').append(x + QUIET).append(' ').append(y + QUIET).append("h1v1h-1z");
        }
      }
    }
    return path.toString();
  }

  private static byte[] bytes(Version version, byte[] text) {
    byte[] bytes = new byte[version.blocks * version.data];
    // Four bits of the mode come first, so each byte is half in one and half in the next.
    bytes[0] = (byte) (BYTE_MODE << 4 | text.length >> 4);
    bytes[1] = (byte) (text.length << 4);
    for (int i = 0; i < text.length; i++) {
      bytes[i + 1] |= (byte) ((text[i] & 0xFF) >> 4);
      bytes[i + 2] = (byte) (text[i] << 4);
    }
    int pad = FIRST_PAD;
    for (int i = text.length + 2; i < bytes.length; i++) {
      bytes[i] = (byte) pad;
      pad ^= PADS;
    }
    return bytes;
  }

  private static byte[] interleave(Version version, byte[] data) {
    byte[] all = new byte[version.blocks * (version.data + version.checks)];
    for (int block = 0; block < version.blocks; block++) {
      byte[] checks = checks(data, block * version.data, version.data, version.checks);
      for (int i = 0; i < version.data; i++) {
        all[i * version.blocks + block] = data[block * version.data + i];
      }
      for (int i = 0; i < version.checks; i++) {
        all[data.length + i * version.blocks + block] = checks[i];
      }
    }
    return all;
  }

  /** The check bytes of a block: its remainder by the generator of a Reed–Solomon code. */
  private static byte[] checks(byte[] data, int from, int length, int count) {
    int[] generator = new int[count];
    generator[count - 1] = 1;
    int root = 1;
    for (int i = 0; i < count; i++) {
      for (int j = 0; j < count; j++) {
        generator[j] = multiply(generator[j], root) ^ (j + 1 < count ? generator[j + 1] : 0);
      }
      root = multiply(root, 2);
    }
    byte[] rest = new byte[count];
    for (int i = from; i < from + length; i++) {
      int factor = (data[i] ^ rest[0]) & 0xFF;
      System.arraycopy(rest, 1, rest, 0, count - 1);
      rest[count - 1] = 0;
      for (int j = 0; j < count; j++) {
        rest[j] ^= (byte) multiply(generator[j], factor);
      }
    }
    return rest;
  }

  /** In the field with 256 elements that the standard names. */
  private static int multiply(int one, int other) {
    int product = 0;
    for (int bit = BITS - 1; bit >= 0; bit--) {
      product = product << 1 ^ (product >> (BITS - 1)) * 0x11D;
      product ^= (other >> bit & 1) * one;
    }
    return product;
  }

  private void drawPatterns() {
    for (int i = 0; i < size; i++) {
      set(TIMING, i, i % 2 == 0);
      set(i, TIMING, i % 2 == 0);
    }
    int far = size - FINDER;
    drawSquares(3, 3, 4);
    drawSquares(far + 3, 3, 4);
    drawSquares(3, far + 3, 4);
    drawSquares(far, far, 2);
  }

  /**
   * Squares in each other, alternately dark and light, the one inside dark; the fourth is light.
   */
  private void drawSquares(int middleX, int middleY, int radius) {
    for (int dy = -radius; dy <= radius; dy++) {
      for (int dx = -radius; dx <= radius; dx++) {
        int ring = Math.max(Math.abs(dx), Math.abs(dy));
        boolean light = radius == 2 ? ring == 1 : ring == 2 || ring == 4;
        set(middleX + dx, middleY + dy, !light);
      }
    }
  }

  private void drawFormat() {
    for (int i = 0; i < FORMAT_BITS; i++) {
      boolean bit = (FORMAT >> i & 1) == 1;
      int skipped = i < TIMING ? i : i + 1;
      if (i < BITS) {
        set(BITS, skipped, bit);
        set(size - 1 - i, BITS, bit);
      } else {
        set(i == BITS ? FINDER : FORMAT_BITS - 1 - i, BITS, bit);
        set(BITS, size - FORMAT_BITS + i, bit);
      }
    }
    set(BITS, size - BITS, true);
  }

  /** In columns of two modules from the right, up and down in turn. */
  private void drawBytes(byte[] bytes) {
    int next = 0;
    boolean up = true;
    for (int right = size - 1; right >= 1; right -= 2) {
      int column = right <= TIMING ? right - 1 : right;
      for (int step = 0; step < size; step++) {
        int y = up ? size - 1 - step : step;
        for (int x = column; x > column - 2; x--) {
          if (!taken[y][x]) {
            boolean bit =
                next < bytes.length * BITS
                    && (bytes[next / BITS] >> (BITS - 1 - next % BITS) & 1) == 1;
            dark[y][x] = bit ^ (x + y) % 2 == 0;
            next++;
          }
        }
      }
      up = !up;
    }
  }

  private void set(int x, int y, boolean isDark) {
    if (x >= 0 && x < size && y >= 0 && y < size) {
      dark[y][x] = isDark;
      taken[y][x] = true;
    }
  }
}
