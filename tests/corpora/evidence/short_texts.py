"""A few clauses of licences, as much as is needed to know them by."""

MIT = """MIT License

Copyright (c) 2020 마을 연구소

Permission is hereby granted, free of charge, to any person obtaining a copy
of this software and associated documentation files (the "Software"), to deal
in the Software without restriction, including without limitation the rights
to use, copy, modify, merge, publish, and to permit persons to whom the Software is
furnished to do so, subject to the following conditions:

The above copyright notice and this permission notice shall be included in all
copies or substantial portions of the Software.
"""
APACHE = """                                 Apache License
                           Version 2.0, January 2004

   2. Grant of Copyright License. Subject to the terms and conditions of
      this License, each Contributor hereby grants to You a perpetual,
      worldwide, non-exclusive, no-charge, royalty-free, irrevocable
      copyright license to reproduce, prepare Derivative Works of,
      publicly display, publicly perform, sublicense, and distribute the Work.
"""
BSD_3 = """Copyright (c) 2019, the authors. All rights reserved.

Redistribution and use in source and binary forms, with or without
modification, are permitted provided that the following conditions are met:

3. Neither the name of the copyright holder nor the names of its contributors
   may be used to endorse or promote products derived from this software.
"""
GPL_3 = """                    GNU GENERAL PUBLIC LICENSE
                       Version 3, 29 June 2007

  The GNU General Public License is a free, copyleft license for
software and other kinds of works.
"""
_CC_4 = """{title}

By exercising the Licensed Rights (defined below), You accept and agree
to be bound by the terms and conditions of this Creative Commons
{title} Public License ("Public License").
"""
_NC = """
a. reproduce and Share the Licensed Material, in whole or in part, for NonCommercial purposes only; and
"""
_ND = """
b. produce and reproduce, but not Share, Adapted Material.
"""
_SA = """
1. The Adapter's License You apply must be a Creative Commons license with the same License Elements,
this version or later, or a BY-SA Compatible License.
"""
BY_4 = _CC_4.format(title="Attribution 4.0 International")
BY_SA_4 = _CC_4.format(title="Attribution-ShareAlike 4.0 International") + _SA
BY_NC_4 = _CC_4.format(title="Attribution-NonCommercial 4.0 International") + _NC
BY_ND_4 = _CC_4.format(title="Attribution-NoDerivatives 4.0 International") + _ND
BY_NC_SA_4 = _CC_4.format(title="Attribution-NonCommercial-ShareAlike 4.0 International") + _NC + _SA
BY_NC_ND_4 = _CC_4.format(title="Attribution-NonCommercial-NoDerivatives 4.0 International") + _NC + _ND
CC0 = """CC0 1.0 Universal

2. Waiver. Affirmer hereby overtly, fully, permanently, irrevocably and unconditionally
waives, abandons, and surrenders all of Affirmer's Copyright and Related Rights.
"""
