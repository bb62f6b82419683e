package dev.millrace.app.cli;

import dev.millrace.app.settings.KnownSettings;
import dev.millrace.app.settings.Setting;
import java.util.StringJoiner;
import picocli.CommandLine.Help;
import picocli.CommandLine.IHelpSectionRenderer;

/**
 * All settings, as the end of a command's help. Made when it is shown, so that no other command
 * pays for it.
 */
final class SettingsHelp implements IHelpSectionRenderer {
  @Override
  public String render(Help help) {
    String newLine = System.lineSeparator();
    StringJoiner lines =
        new StringJoiner(
            newLine,
            newLine + "Settings, by variable or as a line in HOME/millrace.yml:" + newLine,
            newLine);
    for (Setting setting : KnownSettings.all()) {
      String standard = setting.standard() == null ? "" : " [" + setting.standard() + "]";
      lines.add("  " + setting.key() + ", " + setting.variable() + standard);
      lines.add("    " + setting.description());
    }
    return lines.toString();
  }
}
