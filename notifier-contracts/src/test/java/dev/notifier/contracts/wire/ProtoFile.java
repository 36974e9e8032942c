package dev.notifier.contracts.wire;

import com.google.protobuf.DescriptorProtos.DescriptorProto;
import com.google.protobuf.DescriptorProtos.EnumDescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.DescriptorValidationException;
import com.google.protobuf.Descriptors.EnumDescriptor;
import com.google.protobuf.Descriptors.FileDescriptor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads {@code records.proto} as far as it uses the language, so that no compiler is needed. */
final class ProtoFile {
  private static final Path FILE = Path.of("src", "main", "proto", "records.proto");

  private static final Pattern BLOCK = Pattern.compile("(enum|message) (\\w+) \\{([^}]*)}");
  private static final Pattern CONSTANT = Pattern.compile("(\\w+) = (\\d+);");
  private static final Pattern FIELD =
      Pattern.compile(
          "(optional|repeated) (\\w+) (\\w+) = (\\d+)(?: \\[(default|packed) = (\\w+)])?;");

  private static final Map<String, FieldDescriptorProto.Type> TYPES =
      Map.of(
          "int32", FieldDescriptorProto.Type.TYPE_INT32,
          "int64", FieldDescriptorProto.Type.TYPE_INT64,
          "sint64", FieldDescriptorProto.Type.TYPE_SINT64,
          "bool", FieldDescriptorProto.Type.TYPE_BOOL,
          "string", FieldDescriptorProto.Type.TYPE_STRING,
          "bytes", FieldDescriptorProto.Type.TYPE_BYTES);

  private final FileDescriptor file;

  private ProtoFile(FileDescriptor file) {
    this.file = file;
  }

  static ProtoFile read() {
    try {
      String text = Files.readString(FILE).replaceAll("//[^\n]*", "");
      FileDescriptorProto.Builder proto =
          FileDescriptorProto.newBuilder()
              .setName("records.proto")
              .setSyntax("proto2")
              .setPackage("notifier");
      Matcher block = BLOCK.matcher(text);
      while (block.find()) {
        if (block.group(1).equals("enum")) {
          proto.addEnumType(constants(block.group(2), block.group(3)));
        } else {
          proto.addMessageType(fields(block.group(2), block.group(3)));
        }
      }
      return new ProtoFile(FileDescriptor.buildFrom(proto.build(), new FileDescriptor[0]));
    } catch (IOException | DescriptorValidationException e) {
      throw new IllegalStateException(e);
    }
  }

  private static EnumDescriptorProto constants(String name, String body) {
    EnumDescriptorProto.Builder type = EnumDescriptorProto.newBuilder().setName(name);
    Matcher constant = CONSTANT.matcher(body);
    while (constant.find()) {
      type.addValueBuilder()
          .setName(constant.group(1))
          .setNumber(Integer.parseInt(constant.group(2)));
    }
    return type.build();
  }

  private static DescriptorProto fields(String name, String body) {
    DescriptorProto.Builder type = DescriptorProto.newBuilder().setName(name);
    Matcher match = FIELD.matcher(body);
    while (match.find()) {
      FieldDescriptorProto.Builder field =
          type.addFieldBuilder()
              .setLabel(
                  FieldDescriptorProto.Label.valueOf(
                      "LABEL_" + match.group(1).toUpperCase(Locale.ROOT)))
              .setName(match.group(3))
              .setNumber(Integer.parseInt(match.group(4)));
      FieldDescriptorProto.Type simple = TYPES.get(match.group(2));
      if (simple == null) {
        field.setTypeName(".notifier." + match.group(2));
      } else {
        field.setType(simple);
      }
      option(field, match.group(5), match.group(6));
    }
    return type.build();
  }

  private static void option(
      FieldDescriptorProto.Builder field, @Nullable String name, @Nullable String value) {
    if ("packed".equals(name)) {
      field.getOptionsBuilder().setPacked(true);
    } else if (value != null) {
      field.setDefaultValue(value);
    }
  }

  Descriptor message(String name) {
    return Objects.requireNonNull(file.findMessageTypeByName(name), name);
  }

  EnumDescriptor constants(String name) {
    return Objects.requireNonNull(file.findEnumTypeByName(name), name);
  }
}
