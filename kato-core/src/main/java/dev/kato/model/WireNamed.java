package dev.kato.model;

/** A choice that JSON knows by a name; where a JSON value is asked for, it stands for that name. */
public interface WireNamed {

  /** The name, as it is written in JSON. */
  String wireName();
}
