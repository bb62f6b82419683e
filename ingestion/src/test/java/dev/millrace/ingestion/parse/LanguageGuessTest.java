package dev.millrace.ingestion.parse;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LanguageGuessTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          en | Employees shall receive thirty days of paid leave in each calendar year, and may carry over five of them.
          de | Alle Angestellten haben Anspruch auf dreißig Tage bezahlten Urlaub im Kalenderjahr und dürfen fünf davon in das nächste übertragen.
          fr | Les employés ont droit à trente jours de congé payé par année civile et peuvent en reporter cinq sur l'année suivante.
          es | Los empleados tienen derecho a treinta días de vacaciones pagadas en cada año y pueden pasar cinco de ellos al siguiente.
          it | I dipendenti hanno diritto a trenta giorni di ferie retribuite per ogni anno e possono riportarne cinque nel successivo.
          pt | Os empregados têm direito a trinta dias de férias pagas em cada ano e podem transferir cinco deles para o ano seguinte.
          nl | De werknemers hebben in elk kalenderjaar recht op dertig dagen betaald verlof en mogen er vijf van meenemen naar het volgende jaar.
          sv | De anställda har rätt till trettio dagars betald semester varje kalenderår och kan föra över fem av dem till nästa år.
          pl | Pracownicy mają prawo do trzydziestu dni płatnego urlopu w każdym roku i mogą przenieść pięć z nich na rok następny, jeśli się na to zgodzi kierownik.
          ru | Сотрудники имеют право на тридцать дней оплачиваемого отпуска в каждом календарном году и могут перенести пять из них на следующий год.
          uk | Працівники мають право на тридцять днів оплачуваної відпустки у кожному календарному році та можуть перенести п'ять з них на наступний рік, якщо це дозволено.
          ja | 社員には年間三十日の有給休暇が与えられます。翌年に五日まで繰り越すことができます。
          zh | 员工每个日历年享有三十天带薪假期，其中最多五天可以结转到下一年度使用，但须经主管批准。
          ko | 직원은 매년 삼십 일의 유급 휴가를 받으며 그중 닷새를 다음 해로 이월할 수 있습니다. 다만 관리자의 승인이 필요합니다.
          el | Οι εργαζόμενοι δικαιούνται τριάντα ημέρες άδειας μετ' αποδοχών κάθε ημερολογιακό έτος.
          ar | يحق للموظفين الحصول على ثلاثين يوما من الإجازة المدفوعة في كل سنة من السنوات التي يعملون فيها، مع إمكانية نقل خمسة أيام إلى السنة التالية.
          """)
  void runningTextBetraysItsLanguage(String language, String text) {
    assertThat(LanguageGuess.of(text)).contains(language);
  }

  @Test
  void whatIsNoRunningTextIsLeftOpen() {
    assertThat(LanguageGuess.of("Price list 2026")).isEqualTo(Optional.empty());
    assertThat(LanguageGuess.of("thing 1 | 1.5 | 3\nthing 2 | 2.5 | 4\n".repeat(50))).isEmpty();
    assertThat(
            LanguageGuess.of("Lorem ipsum dolor sit amet consectetur adipiscing elit ".repeat(9)))
        .isEmpty();
  }
}
