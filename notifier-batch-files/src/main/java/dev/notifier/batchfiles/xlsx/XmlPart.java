package dev.notifier.batchfiles.xlsx;

import com.fasterxml.aalto.stax.InputFactoryImpl;
import dev.notifier.batchfiles.UnreadableKind;
import dev.notifier.batchfiles.rows.UnreadableException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/** Reads a part of an XLSX file element by element, without declarations of entities. */
final class XmlPart {
  private static final XMLInputFactory FACTORY = factory();

  /** Receives what is in a part. */
  interface Handler {
    void start(String element, Attributes attributes) throws UnreadableException;

    default void text(int characters) throws UnreadableException {}

    default void end(String element) throws UnreadableException {}
  }

  /** The attributes of the current element. */
  interface Attributes {
    /** Returns the value of an attribute without a namespace, or null. */
    @Nullable String get(String name);

    /** Returns the value of the attribute {@code r:id}, or null. */
    @Nullable String relationship();
  }

  private XmlPart() {}

  private static XMLInputFactory factory() {
    XMLInputFactory factory = new InputFactoryImpl();
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_COALESCING, false);
    return factory;
  }

  /** Reads a part to its end and closes it. */
  static void read(InputStream in, Handler handler) throws IOException {
    try (in) {
      XMLStreamReader reader = FACTORY.createXMLStreamReader(in);
      while (reader.hasNext()) {
        switch (reader.next()) {
          case XMLStreamConstants.DTD, XMLStreamConstants.ENTITY_REFERENCE ->
              throw new UnreadableException(UnreadableKind.EXTERNAL_XML);
          case XMLStreamConstants.START_ELEMENT ->
              handler.start(reader.getLocalName(), new Current(reader));
          case XMLStreamConstants.END_ELEMENT -> handler.end(reader.getLocalName());
          case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA ->
              handler.text(reader.getTextLength());
          default -> {
            // Comments and white space.
          }
        }
      }
    } catch (XMLStreamException e) {
      throw damaged(e);
    } catch (UncheckedIOException e) {
      throw e.getCause() instanceof UnreadableException refused ? refused : damaged(e);
    } catch (RuntimeException e) {
      // The parser and numbers in attributes; the bytes are a person's.
      throw damaged(e);
    }
  }

  private static UnreadableException damaged(Exception cause) {
    for (Throwable each = cause; each != null; each = each.getCause()) {
      if (each instanceof UnreadableException refused) {
        return refused;
      }
    }
    UnreadableException damaged = new UnreadableException(UnreadableKind.DAMAGED_XLSX);
    damaged.initCause(cause);
    return damaged;
  }

  private record Current(XMLStreamReader reader) implements Attributes {
    @Override
    public @Nullable String get(String name) {
      for (int i = 0; i < reader.getAttributeCount(); i++) {
        if (reader.getAttributeLocalName(i).equals(name) && isPlain(i)) {
          return reader.getAttributeValue(i);
        }
      }
      return null;
    }

    @Override
    public @Nullable String relationship() {
      for (int i = 0; i < reader.getAttributeCount(); i++) {
        if (reader.getAttributeLocalName(i).equals("id") && !isPlain(i)) {
          return reader.getAttributeValue(i);
        }
      }
      return null;
    }

    private boolean isPlain(int index) {
      String namespace = reader.getAttributeNamespace(index);
      return namespace == null || namespace.isEmpty();
    }
  }
}
