package dev.kato.it.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** A part of a YAML document. What is asked for and is not there fails the test. */
record Tree(Object value) {

  /** The documents of a file; two equal keys beside each other are an error. */
  static List<Tree> read(Path file) {
    LoaderOptions options = new LoaderOptions();
    options.setAllowDuplicateKeys(false);
    try {
      Iterable<Object> documents =
          new Yaml(new SafeConstructor(options)).loadAll(Files.readString(file));
      return StreamSupport.stream(documents.spliterator(), false).map(Tree::new).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Tree at(String... path) {
    Object found = value;
    for (String key : path) {
      assertThat(found).as(String.join("/", path)).isInstanceOf(Map.class);
      assertThat(((Map<?, ?>) found).get(key)).as(String.join("/", path)).isNotNull();
      found = ((Map<?, ?>) found).get(key);
    }
    return new Tree(found);
  }

  String text(String... path) {
    return at(path).value.toString();
  }

  List<Tree> each(String... path) {
    return ((List<?>) at(path).value).stream().<Tree>map(Tree::new).toList();
  }

  Tree first(String... path) {
    return each(path).get(0);
  }

  List<String> list(String... path) {
    return each(path).stream().map(tree -> tree.value.toString()).toList();
  }

  Set<String> keys() {
    return ((Map<?, ?>) value).keySet().stream().map(Object::toString).collect(Collectors.toSet());
  }

  Map<String, String> texts() {
    Map<String, String> texts = new LinkedHashMap<>();
    ((Map<?, ?>) value).forEach((key, text) -> texts.put(key.toString(), text.toString()));
    return texts;
  }
}
