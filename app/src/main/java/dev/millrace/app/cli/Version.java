package dev.millrace.app.cli;

import picocli.CommandLine.IVersionProvider;

/** The version that was built. */
final class Version implements IVersionProvider {
  /** For example {@code 0.1.0}; {@code unpackaged} when classes are run outside of their jar. */
  static String number() {
    String version = Version.class.getPackage().getImplementationVersion();
    return version == null ? "unpackaged" : version;
  }

  @Override
  public String[] getVersion() {
    return new String[] {"Millrace " + number()};
  }
}
